import { ApplicationFailure } from '@temporalio/activity';
import { maskOf } from '../../domain/mask';
import { holdGate } from '../../store/gates';
import { openRecords } from '../../store/personal/erasure-records';
import { erasureOf, forgetIfSettled, settleRefusals, systemsToErase } from '../../store/personal/erasures';
import { whileBeating } from '../beat';
import type { Deps } from '../deps';
import { eraseOne, SystemAway } from './erase-one';
import type { Task } from './task';

export interface PersonInSystem {
  /** The contact's. */
  readonly id: number;
  readonly system: string;
}

/** Records between two looks at the gate. */
const pageSize = 20;
/** So long a record that is being written, or a system that is away, is waited for. */
const pauseMs = { busy: 2000, away: 15_000 } as const;

export const createErasing = (deps: Deps) => ({
  /** Postgres only: the configured systems in which records of this person wait. */
  async systemsToErase({ id }: Pick<PersonInSystem, 'id'>): Promise<readonly string[]> {
    return (await systemsToErase(deps.db, id)).filter((system) => deps.systems.has(system));
  },

  /**
   * Takes a person out of every record that he has in one system, one after the other. Goes on where it stood; fails while one of
   * them must wait, and Temporal tries again, which leaves no trace in the history.
   */
  erasePerson: ({ id, system }: PersonInSystem): Promise<void> =>
    whileBeating(() => eraseAll(deps, id, system)).catch((error: unknown) => {
      throw error instanceof SystemAway ? later(error.message, pauseMs.away) : error;
    }),
});

const eraseAll = async (deps: Deps, contactId: number, system: string): Promise<void> => {
  const { db } = deps;
  const erasure = await erasureOf(db, contactId);
  if (!erasure) return;
  const { name, known } = erasure;
  const task: Task = { contactId, system, name, person: known, mask: maskOf(known, name) };
  let waiting = 0;
  for (let after = 0; ;) {
    if (!(await holdGate(db, system)).open) throw later(`The gate of ${system} is closed.`, pauseMs.away);
    const page = await openRecords(db, contactId, system, after, pageSize);
    const last = page.at(-1);
    if (!last) break;
    for (const record of page) if ((await eraseOne(deps, task, record)) === 'waits') waiting += 1;
    after = last.id;
  }
  if (waiting > 0) throw later(`${waiting} records in ${system} have to wait.`, pauseMs.busy);
  await settleRefusals(db, contactId, system);
  await forgetIfSettled(db, contactId);
};

const later = (message: string, pause: number): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'later',
    message,
    nextRetryDelay: pause,
    category: 'BENIGN',
  });
