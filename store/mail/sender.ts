import type { Address } from '../../domain/mail/address';
import { domainOf } from '../../domain/mail/address';
import { createContact, type Language } from '../contacts';
import { first, type Queryable } from '../database';
import { contactByEmail } from '../requester';

/** Where everybody can have an address: a domain of these says nothing about the organisation. */
const publicDomains = new Set([
  ...[
    'gmail.com',
    'googlemail.com',
    'outlook.com',
    'hotmail.com',
    'live.com',
    'yahoo.com',
    'icloud.com',
    'me.com',
  ],
  ...[
    'mail.ru',
    'bk.ru',
    'inbox.ru',
    'list.ru',
    'internet.ru',
    'yandex.ru',
    'ya.ru',
    'yandex.com',
    'rambler.ru',
  ],
  ...['proton.me', 'protonmail.com', 'gmx.de', 'gmx.net', 'web.de', 'aol.com', 'msn.com', 'vk.com'],
]);

export interface NewSender extends Address {
  readonly language: Language;
  /** Named by the configuration for his domain. */
  readonly organisation?: string;
}

/** Id of the contact with this address, made when there is none: of the organisation that his domain tells. */
export const contactOf = async (tx: Queryable, sender: NewSender): Promise<number> => {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('requester ' || $1, 0))`, [sender.address]);
  const known = await contactByEmail(tx, sender.address);
  if (known !== undefined) return known;
  return createContact(tx, {
    name: sender.name,
    email: sender.address,
    phones: [],
    organisationId: (await organisationOf(tx, sender)) ?? null,
    language: sender.language,
  });
};

/** The one that is configured, else the one to which all the colleagues with addresses of the domain belong. */
const organisationOf = async (
  tx: Queryable,
  { address, organisation }: NewSender,
): Promise<number | undefined> => {
  if (organisation !== undefined)
    return first(
      await tx.query<{ id: number }>('select id from organisations where lower(name) = lower($1)', [
        organisation,
      ]),
    )?.id;
  const domain = domainOf(address);
  if (publicDomains.has(domain)) return undefined;
  const { rows } = await tx.query<{ id: number }>(
    `select distinct organisation_id as id from contacts
      where organisation_id is not null and lower(email) like '%@' || $1 limit 2`,
    [domain.replace(/[\\%_]/g, '\\$&')],
  );
  return rows.length === 1 ? rows[0]!.id : undefined;
};

/** These people take part in the ticket from now on. Its requester does anyway. `sees`: in the portal, too, all that is public. */
export const addParticipants = async (
  tx: Queryable,
  ticketId: number,
  contactIds: readonly number[],
  because: string,
  sees = true,
): Promise<void> => {
  await tx.query(
    `insert into ticket_participants (ticket_id, contact_id, because, sees)
     select t.id, c, $3, $4 from tickets t, unnest($2::bigint[]) as c where t.id = $1 and c <> t.requester_id
     on conflict (ticket_id, contact_id) do update set sees = true where excluded.sees`,
    [ticketId, contactIds, because, sees],
  );
};
