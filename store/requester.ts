import { mayBeSame } from '../domain/person-name';
import { createContact } from './contacts';
import { first, type Queryable } from './database';

/** Somebody who asks for something, as he named himself. */
export interface Caller {
  readonly name: string;
  readonly email?: string;
  /** E.164. */
  readonly phone?: string;
}

/**
 * Id of the contact with this address, else with this number, else of a new one. Two registrations at once make one contact. Who is known
 * by his number alone gains the address that he names (`gainAddress`).
 */
export const requesterOf = async (tx: Queryable, caller: Caller): Promise<number> =>
  (await contactByEmail(tx, caller.email)) ?? byAnyNameOrNew(tx, caller);

const byAnyNameOrNew = async (tx: Queryable, caller: Caller): Promise<number> => {
  await lockNames(tx, [caller.email?.toLowerCase(), caller.phone]);
  const known = await contactByEmail(tx, caller.email);
  if (known !== undefined) return known;
  const byPhone = await contactByPhone(tx, caller.phone);
  if (byPhone === undefined) return createNew(tx, caller);
  await gainAddress(tx, byPhone, caller);
  return byPhone;
};

/**
 * An address is a way into the portal, so it must be his beyond doubt: nobody has it (that was looked up before), he has none himself, no
 * other contact shares the number, and the name that was given fits his. Else the ticket is his all the same, and the address stays out.
 */
const gainAddress = async (
  tx: Queryable,
  contactId: number,
  { name, email, phone }: Caller,
): Promise<void> => {
  if (email === undefined) return;
  const { rows } = await tx.query<{ id: number; name: string; email: string | null }>(
    'select id, name, email from contacts where phones @> array[$1] order by id limit 2 for update',
    [phone],
  );
  const [him, another] = rows;
  if (him?.id !== contactId || another || him.email !== null || !mayBeSame(him.name, name)) return;
  await tx.query('update contacts set email = $2, version = version + 1, updated_at = now() where id = $1', [
    contactId,
    email,
  ]);
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
