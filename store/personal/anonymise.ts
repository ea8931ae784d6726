import type { PoolClient } from 'pg';
import { reason } from '../../domain/reason';
import { maskOf, type KnownBy } from '../../domain/mask';
import { first } from '../database';
import { removeMailContent } from '../mail/forget-raw-mails';
import { endAccess } from './end-access';
import { maskCalls } from './mask-calls';
import { maskTexts } from './mask-texts';
import { maskWork } from './mask-work';
import { ticketsOfPerson, type PersonTicket } from './tickets-of-person';

export interface Anonymised {
  /** What he is called now. */
  readonly name: string;
  readonly person: KnownBy;
  readonly tickets: readonly PersonTicket[];
}

/**
 * Takes a person's name, address and numbers away wherever we keep them: contact, texts, calls, mails, messages, histories, his
 * own account. Titles and descriptions are the caller's to edit, by the way that tells the systems. Undefined: there is no such
 * contact, or he is anonymous already.
 */
export const anonymise = async (tx: PoolClient, contactId: number): Promise<Anonymised | undefined> => {
  const person = first(
    await tx.query<KnownBy>(
      'select name, email, phones from contacts where id = $1 and anonymised_at is null for update',
      [contactId],
    ),
  );
  if (!person) return undefined;
  const name = `Anonymous ${contactId}`;
  const tickets = await ticketsOfPerson(tx, contactId);
  await maskContact(tx, contactId, name);
  await removeMails(tx, contactId, person.email);
  await maskCalls(tx, contactId, person);
  await maskMessages(tx, contactId, person, name);
  await endAccess(tx, contactId, name);
  return { name, person, tickets };
};

/** What the records of his tickets show of him (`slaFields.contact`), closed ones too; answers the numbers of those tickets. */
export const maskShown = async (
  tx: PoolClient,
  contactId: number,
  { name }: Anonymised,
): Promise<readonly string[]> =>
  (
    await tx.query<{ number: string }>(
      `update tickets set sla_shown = jsonb_set(sla_shown, '{contact}', to_jsonb($2::text)), sla_shown_at = now()
        where requester_id = $1 and sla_shown ->> 'contact' <> '' returning number`,
      [contactId, name],
    )
  ).rows.map(({ number }) => number);

/** What is to be done after the tickets were edited: that, too, left the old texts in their histories. */
export const maskHistories = async (
  tx: PoolClient,
  contactId: number,
  { name, person, tickets }: Anonymised,
): Promise<void> => {
  await tx.query('update comments set author_name = $2 where author_contact = $1', [contactId, name]);
  const ids = tickets.map(({ id }) => id);
  const mask = maskOf(person, name);
  await maskTexts(tx, ids, mask);
  await maskWork(tx, ids, mask);
};

const maskContact = async (tx: PoolClient, id: number, name: string): Promise<void> => {
  await tx.query(
    `update contacts set name = $2, email = null, phones = '{}', anonymised_at = now(), updated_at = now(), version = version + 1
      where id = $1`,
    [id, name],
  );
  await tx.query(
    `update object_history set content = jsonb_build_object('id', object_id::text, 'name', $2::text, 'version', version)
      where kind = 'contacts' and object_id = $1`,
    [id, name],
  );
  await tx.query('delete from learned_numbers where contact_id = $1', [id]);
  await tx.query('delete from notification_settings where contact_id = $1', [id]);
};

const removeMails = async (tx: PoolClient, contactId: number, email: string | null): Promise<void> => {
  const { rows } = await tx.query<{ id: number }>(
    'select id from mails where sender_id = $1 or from_address = lower($2) order by id',
    [contactId, email],
  );
  for (const { id } of rows) await removeMailContent(tx, id);
  await tx.query(
    `update mails set from_name = '', from_address = null, subject = '', recipients = '{}',
       because = case when state in ('open', 'held') then '${reason('senderAnonymous')}' else because end,
       settled_at = coalesce(settled_at, now()), state = case when state in ('open', 'held') then 'ignored' else state end
      where id = any($1)`,
    [rows.map(({ id }) => id)],
  );
  if (email === null) return;
  await tx.query(
    'update mails set recipients = array_remove(recipients, lower($1)) where recipients @> array[lower($1)]',
    [email],
  );
  await tx.query('delete from bad_addresses where lower(address) = lower($1)', [email]);
  await tx.query(
    `update mail_bounces set recipient = 'removed', diagnostic = '' where lower(recipient) = lower($1)`,
    [email],
  );
};

const maskMessages = async (
  tx: PoolClient,
  contactId: number,
  { email, phones }: KnownBy,
  name: string,
): Promise<void> => {
  await tx.query(
    `update notifications set name = $2, recipient = 'removed', subject = null,
       state = case when state = 'queued' then 'suppressed' else state end,
       because = case when state = 'queued' then '${reason('personAnonymous')}' else because end
      where contact_id = $1 or lower(recipient) = lower($3)`,
    [contactId, name, email],
  );
  const texts = [email, ...phones].filter((text) => text !== null);
  await tx.query(
    `delete from idempotency i using unnest($1::text[]) one where position(lower(one) in lower(i.body::text)) > 0`,
    [texts],
  );
  await tx.query(
    `delete from live_events e using unnest($1::text[]) one where position(lower(one) in lower(e.data::text)) > 0`,
    [texts],
  );
};
