import type { PoolClient } from 'pg';
import { maskOf } from '../../domain/mask';
import { anonymise, maskHistories, maskShown, type Anonymised } from '../../store/personal/anonymise';
import { beginErasure } from '../../store/personal/erasures';
import { whereKnown, type KnownThere } from '../../store/personal/where-known';
import { raiseProblem } from '../../store/problems';
import type { AppOptions } from '../options';
import type { Principal } from '../principal';

/**
 * Makes a person anonymous here, and asks for the same in other systems: titles and descriptions go the usual way, the rest is seen to
 * by a workflow. A system that left the configuration becomes a problem for a person. Answers the tickets to wake; undefined: there
 * is no such contact, or he is anonymous already.
 */
export const makeAnonymous = async (
  tx: PoolClient,
  options: AppOptions,
  contactId: number,
  by: Principal,
): Promise<readonly string[] | undefined> => {
  const done = await anonymise(tx, contactId);
  if (!done) return undefined;
  const edited = await editTickets(tx, options, done, by);
  const shown = await maskShown(tx, contactId, done);
  await maskHistories(tx, contactId, done);
  const configured = options.systems.map(({ name: system }) => system);
  await beginErasure(tx, contactId, done, configured);
  const known = await whereKnown(
    tx,
    done.tickets.map(({ id }) => id),
  );
  for (const there of known) if (!configured.includes(there.system)) await raise(tx, contactId, there);
  return [...new Set([...edited, ...shown])];
};

const editTickets = async (
  tx: PoolClient,
  { commands }: AppOptions,
  { tickets, person, name }: Anonymised,
  by: Principal,
): Promise<readonly string[]> => {
  const mask = maskOf(person, name);
  const woken: string[] = [];
  for (const { id, number, title, description, merged } of tickets) {
    const edit = {
      ...(mask(title) === title ? {} : { title: mask(title) }),
      ...(mask(description) === description ? {} : { description: mask(description) }),
    };
    if (Object.keys(edit).length === 0) continue;
    if (merged)
      await tx.query('update tickets set title = $2, description = $3 where id = $1', [
        id,
        mask(title),
        mask(description),
      ]);
    else await commands.edit(tx, id, edit, by);
    woken.push(number);
  }
  return woken;
};

const raise = (tx: PoolClient, contactId: number, { system, records }: KnownThere): Promise<void> =>
  raiseProblem(tx, {
    system,
    kind: 'person-remains',
    value: String(contactId),
    values: {
      contact: String(contactId),
      count: String(records.length),
      records: records.slice(0, 50).join(', '),
    },
  });
