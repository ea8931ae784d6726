import { createContact } from './contacts';
import { first, type Queryable } from './database';

/** Somebody who asks for something, as he named himself. */
export interface Caller {
  readonly name: string;
  readonly email?: string;
  /** E.164. */
  readonly phone?: string;
}

/** Id of the contact with this address, else with this number, else of a new one. Two registrations at once make one contact. */
export const requesterOf = async (tx: Queryable, caller: Caller): Promise<number> =>
  (await contactByEmail(tx, caller.email)) ?? byAnyNameOrNew(tx, caller);

const byAnyNameOrNew = async (tx: Queryable, caller: Caller): Promise<number> => {
  await lockNames(tx, [caller.email?.toLowerCase(), caller.phone]);
  return (
    (await contactByEmail(tx, caller.email)) ??
    (await contactByPhone(tx, caller.phone)) ??
    createNew(tx, caller)
  );
};

/** A number is not unique among contacts, so the index alone would not keep two registrations apart. */
const lockNames = async (tx: Queryable, names: readonly (string | undefined)[]): Promise<void> => {
  for (const name of names.filter((name) => name !== undefined).sort())
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('requester ' || $1, 0))`, [name]);
};

/** The address decides without regard to case. */
export const contactByEmail = async (
  tx: Queryable,
  email: string | undefined,
): Promise<number | undefined> =>
  email === undefined
    ? undefined
    : first(await tx.query<{ id: number }>('select id from contacts where lower(email) = lower($1)', [email]))
        ?.id;

/** The number is E.164; of several contacts who share it the oldest counts. */
export const contactByPhone = async (
  tx: Queryable,
  phone: string | undefined,
): Promise<number | undefined> =>
  phone === undefined
    ? undefined
    : first(
        await tx.query<{ id: number }>(
          'select id from contacts where phones @> array[$1] order by id limit 1',
          [phone],
        ),
      )?.id;

const createNew = (tx: Queryable, { name, email, phone }: Caller): Promise<number> =>
  createContact(tx, {
    name,
    email: email ?? null,
    phones: phone === undefined ? [] : [phone],
    organisationId: null,
    language: 'ru',
  });

/** Address of a ticket's requester; null without one. */
export const requesterEmailOf = async (db: Queryable, ticketId: number): Promise<string | null> =>
  first(
    await db.query<{ email: string | null }>(
      'select c.email from tickets t join contacts c on c.id = t.requester_id where t.id = $1',
      [ticketId],
    ),
  )?.email ?? null;
