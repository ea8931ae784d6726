import type { NotifyRules } from '../../domain/notify/rule';
import type { Choices, Person } from '../../domain/notify/person';
import type { TicketFacts } from '../../domain/notify/fits';
import { first, type Queryable } from '../database';

interface Row {
  readonly who: Person['who'];
  readonly contactId: number | null;
  readonly userId: number | null;
  readonly name: string;
  readonly address: string | null;
  readonly login: string | null;
  readonly language: 'ru' | 'en' | null;
  readonly choices: Choices | null;
  readonly badAddress: string | null;
}

const asked = `select p.who, p.contact_id as "contactId", p.user_id as "userId", coalesce(c.name, u.name) as name,
    lower(coalesce(c.email, u.email)) as address, u.login, coalesce(c.language, u.language) as language, s.choices,
    b.because as "badAddress"
  from people p left join contacts c on c.id = p.contact_id left join users u on u.id = p.user_id and u.disabled_at is null
  left join notification_settings s on s.contact_id = p.contact_id or s.user_id = p.user_id
  left join bad_addresses b on b.address = lower(coalesce(c.email, u.email))
  where c.id is not null or u.id is not null order by p.n, p.contact_id, p.user_id`;

/** A service has managers of its own; where it has none, everybody with that role is meant. */
const ofTicket = `with people (n, who, contact_id, user_id) as (
    select 1, 'requester', requester_id, null::bigint from tickets where id = $1
    union all select 2, 'participants', contact_id, null from ticket_participants where ticket_id = $1
    union all select 3, 'assignee', null, assignee_id from tickets where id = $1 and assignee_id is not null
    union all select 4, 'manager', null, m.user_id from tickets t join service_people m on m.service_id = t.service_id and m.part = 'manager'
      where t.id = $1
    union all select 4, 'manager', null, u.id from users u, tickets t where t.id = $1 and u.role = 'manager'
      and not exists (select 1 from service_people m where m.service_id = t.service_id and m.part = 'manager')
    union all select 5, 'group', null, m.user_id from tickets t join service_people m on m.service_id = t.service_id and m.part = 'group'
      where t.id = $1)
  ${asked}`;

/** Everybody who has something to do with a ticket, the requester's side first. */
export const peopleOf = async (
  tx: Queryable,
  ticketId: number,
  { executors }: NotifyRules,
): Promise<readonly Person[]> => {
  const { rows } = await tx.query<Row>(ofTicket, [ticketId]);
  return [...rows.map(personOf), ...(await executorsOf(tx, ticketId, executors))];
};

/** Everybody with the role of a manager: for what belongs to no ticket. */
export const managers = async (tx: Queryable): Promise<readonly Person[]> => {
  const { rows } = await tx.query<Row>(
    `with people (n, who, contact_id, user_id) as (select 1, 'manager', null::bigint, id from users where role = 'manager') ${asked}`,
  );
  return rows.map(personOf);
};

const personOf = (row: Row): Person => ({
  who: row.who,
  name: row.name,
  language: row.language ?? 'ru',
  choices: row.choices ?? {},
  ...(row.contactId === null ? {} : { contactId: row.contactId }),
  ...(row.userId === null ? {} : { userId: row.userId }),
  ...(row.address === null ? {} : { address: row.address }),
  ...(row.login === null ? {} : { login: row.login }),
  ...(row.badAddress === null ? {} : { badAddress: row.badAddress }),
});

/** Of trackers we know no people, only the address that the configuration gives. */
const executorsOf = async (
  tx: Queryable,
  ticketId: number,
  executors: NotifyRules['executors'],
): Promise<readonly Person[]> => {
  if (Object.keys(executors).length === 0) return [];
  const { rows } = await tx.query<{ system: string }>(
    `select distinct system from links where ticket_id = $1 and role = 'tracker' and state in ('creating', 'linked') order by system`,
    [ticketId],
  );
  return rows.flatMap(({ system }) => {
    const address = executors[system];
    return address ? [strangerWith(address, 'executor')] : [];
  });
};

export const strangerWith = (address: string, who: Person['who']): Person => ({
  who,
  name: address,
  address: address.toLowerCase(),
  language: 'ru',
  choices: {},
});

/** Somebody who wrote to us, with the wishes of the contact that he is; a stranger has none. */
export const personWith = async (
  tx: Queryable,
  sender: { readonly name: string; readonly address: string; readonly language: 'ru' | 'en' },
): Promise<Person> => {
  const { rows } = await tx.query<Row>(
    `with people (n, who, contact_id, user_id) as
       (select 1, 'requester', id, null::bigint from contacts where lower(email) = $1) ${asked}`,
    [sender.address],
  );
  if (rows[0]) return personOf(rows[0]);
  const bad = first(
    await tx.query<{ because: string }>('select because from bad_addresses where address = $1', [
      sender.address,
    ]),
  );
  return { who: 'requester', ...sender, choices: {}, ...(bad ? { badAddress: bad.because } : {}) };
};

/** What conditions ask of a ticket. */
export const ticketFacts = async (tx: Queryable, ticketId: number): Promise<TicketFacts | undefined> =>
  first(
    await tx.query<TicketFacts>(
      `select t.priority, t.channel as origin, s.name as service, k.number as contract from tickets t
         left join services s on s.id = t.service_id left join contracts k on k.id = t.contract_id where t.id = $1`,
      [ticketId],
    ),
  );
