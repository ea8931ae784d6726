import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createContractActivities } from '../../activities/contract';
import type { Deps } from '../../activities/deps';
import { contractEvents } from '../../store/contract-events';
import { contractById, updateContract } from '../../store/contracts';
import { contractWorkflowId, wakeContract } from '../../workflows/messages';
import { anAgreement } from '../store/agreement';
import { openHouse, type House } from '../store/house';
import { timeSkipping } from '../temporal/environment';
import { eventsOf, signalled } from './tickets';
import { quietRuntime, unique, until, withWorkers } from './workers';

jest.setTimeout(120_000);

const day = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

let environment: TestWorkflowEnvironment;
let house: House;
beforeAll(async () => {
  quietRuntime();
  [environment, house] = await Promise.all([timeSkipping(), openHouse()]);
});
afterAll(async () => {
  await environment?.teardown();
  await house?.close();
});

/** Postgres for true, and no system that keeps contracts. */
const contractActivities = () =>
  createContractActivities({ db: house.db, systems: new Map(), rules: house.rules } as unknown as Deps);

/** A contract that is signed now, begins in ten days and holds for a year. */
const signed = async () => {
  const begins = Math.floor((await environment.currentTimeMs()) / day) * day + 10 * day;
  const agreement = await anAgreement(
    house,
    {},
    { startsOn: dayOf(begins), endsOn: dayOf(begins + 364 * day) },
  );
  return { ...agreement, begins, ends: begins + 365 * day, taskQueue: unique('contracts') };
};

describe('a contract that is signed for a year', () => {
  const told = async (id: number) =>
    (await contractEvents(house.db, id))
      .map(({ what, days, at, late }) => `${dayOf(at.getTime())} ${what}${days || ''}${late ? ' late' : ''}`)
      .reverse();
  const edit = async (id: number, change: { endsOn?: string; noticeDays?: readonly number[] }) => {
    const { organisation, calendar, ...now } = (await contractById(house.db, id))!;
    await updateContract(house.db, id, {
      ...now,
      organisationId: organisation.id,
      calendarId: calendar!.id,
      endsOn: change.endsOn ?? now.endsOn,
      terms: { ...now.terms, ...(change.noticeDays && { noticeDays: change.noticeDays }) },
    });
  };
  const passTo = async (at: number) => environment.sleep(at - (await environment.currentTimeMs()));

  it('becomes active, warns, is edited, is renewed, and ends, each told once', async () => {
    const { contractId, number, begins, ends, taskQueue } = await signed();
    const wake = () => signalled(environment, { ...wakeContract(contractId, number), taskQueue });
    const details = environment.client.workflow.getHandle(contractWorkflowId(number));
    await withWorkers(environment, { activities: contractActivities(), taskQueue }, async () => {
      await wake();
      await passTo(begins + day);
      await until('it is active', async () => (await told(contractId)).length === 1);
      expect(await told(contractId)).toEqual([`${dayOf(begins)} active`]);
      // The first notice was told; the second moves by an edit, in between.
      await passTo(ends - 50 * day);
      await until('it warns', async () => (await told(contractId)).length === 2);
      await edit(contractId, { noticeDays: [60, 20] });
      await wake();
      await passTo(ends - 19 * day);
      await until('it warns again', async () => (await told(contractId)).length === 3);
      expect((await told(contractId)).slice(1)).toEqual([
        `${dayOf(ends - 61 * day)} ending60`,
        `${dayOf(ends - 21 * day)} ending20`,
      ]);
      await edit(contractId, { endsOn: dayOf(ends + 364 * day) });
      await wake();
      await until('it is renewed', async () => (await told(contractId)).length === 4);
      await passTo(ends + 366 * day);
      await details.result();
      expect((await told(contractId)).slice(3)).toEqual([
        `${dayOf(ends - 19 * day)} renewed`,
        `${dayOf(ends + 365 * day - 61 * day)} ending60`,
        `${dayOf(ends + 365 * day - 21 * day)} ending20`,
        `${dayOf(ends + 365 * day)} ended`,
      ]);
      expect((await eventsOf(environment, contractWorkflowId(number))).length).toBeLessThan(250);
    });
  });

  it('of the warnings that an outage swallowed only the last is told, late', async () => {
    const { contractId, number, begins, taskQueue } = await signed();
    const today = begins - 10 * day;
    await house.rows('update contracts set starts_on = $2, ends_on = $3 where id = $1', [
      contractId,
      dayOf(today - 300 * day),
      dayOf(today + 4 * day),
    ]);
    await withWorkers(environment, { activities: contractActivities(), taskQueue }, async () => {
      await signalled(environment, { ...wakeContract(contractId, number), taskQueue });
      await until('it is looked at', async () => (await told(contractId)).length === 2);
      expect(await told(contractId)).toEqual([`${dayOf(today)} active late`, `${dayOf(today)} ending7 late`]);
      await environment.client.workflow.getHandle(contractWorkflowId(number)).result();
      expect((await told(contractId)).at(-1)).toBe(`${dayOf(today + 5 * day)} ended`);
    });
  });
});

describe('a contract in two systems that keep contracts', () => {
  const published = async (refusing: readonly string[]) => {
    const number = unique('C');
    const [systems, taskQueue] = [[unique('desk'), unique('archive')], unique('contracts')];
    const done: string[] = [];
    const shown = new Set<string>();
    const activities = {
      lookAtContract: async () => ({
        number,
        state: 'ended' as const,
        owes: systems.filter((system) => !shown.has(system) && !refusing.includes(system.split('-')[0]!)),
      }),
      publishContract: async ({ system }: { system: string }) => {
        const isRefused = refusing.includes(`${system.split('-')[0]} at first`);
        done.push(`${system.split('-')[0]} ${isRefused ? 'refuses' : 'takes it'}`);
        shown.add(system);
        return isRefused ? ('refused' as const) : ('published' as const);
      },
      halfPublished: async () => [systems[0]!],
      withdrawContract: async ({ system }: { system: string }) => {
        done.push(`${system.split('-')[0]} withdraws it`);
        return 'published' as const;
      },
    };
    await withWorkers(environment, { activities, systems, taskQueue }, async () => {
      await signalled(environment, { ...wakeContract(1, number), taskQueue });
      await environment.client.workflow.getHandle(contractWorkflowId(number)).result();
    });
    return done;
  };

  it('is published in one after the other', async () => {
    expect(await published([])).toEqual(['desk takes it', 'archive takes it']);
  });

  it('is withdrawn from the one when the other refuses it', async () => {
    expect(await published(['archive at first'])).toEqual([
      'desk takes it',
      'archive refuses',
      'desk withdraws it',
    ]);
  });
});
