import { preview, type Preview } from '../../domain/sla/preview';
import type { NotCovered } from '../../domain/sla/cover';
import type { Instant, Priority, Status } from '../../domain/ticket';
import { contactById, type ContactView } from '../contacts';
import { first, type Queryable } from '../database';
import { pickTerms } from '../sla/pick-terms';
import { contractsOfContact } from '../sla/terms';
import { listCalls } from './call-list';
import type { CallView } from './call-view';

/** What a ticket registered now would get. */
export type Grant =
  | {
      readonly covered: true;
      readonly contract: string;
      readonly timeZone: string;
      readonly endsOn: string;
      readonly reaction: Extract<Preview, { covered: true }>['reaction'];
      readonly resolution: Extract<Preview, { covered: true }>['resolution'];
    }
  | { readonly covered: false; readonly contract?: string; readonly because: NotCovered };

/** By which contract a ticket of this person would be judged, and the deadlines it would get. Writes nothing. */
export const grantOf = async (
  db: Queryable,
  asked: {
    readonly requesterId: number;
    readonly serviceId: number | null;
    readonly priority: Priority;
    readonly at: Instant;
  },
): Promise<Grant> => {
  const pick = await pickTerms(db, { ticketId: null, ...asked });
  const contract = pick.contract ? { contract: pick.contract.number } : {};
  if (!pick.covered) return { covered: false, because: pick.because, ...contract };
  const service = asked.serviceId === null ? {} : { service: String(asked.serviceId) };
  const answer = preview(pick.contract, { priority: asked.priority, at: asked.at, ...service });
  if (!answer.covered) return { covered: false, because: answer.because, ...contract };
  const { reaction, resolution } = answer;
  const { number, endsOn, calendar } = pick.contract;
  return {
    covered: true,
    contract: number,
    timeZone: calendar.definition.timeZone,
    endsOn,
    reaction,
    resolution,
  };
};

/** A ticket that the call may be about. */
export interface OpenTicket {
  readonly number: string;
  readonly title: string;
  readonly status: Status;
  readonly priority: Priority;
  readonly requester: string;
  readonly service: string | null;
  readonly dueAt: Date | null;
  /** Of the caller himself, not of a colleague of his. */
  readonly own: boolean;
}

/** Open tickets of a person and of his organisation, those nearest to what was typed first. */
export const openTicketsOf = async (
  db: Queryable,
  contact: { readonly id: number; readonly organisationId: number | null },
  typed: { readonly text: string; readonly serviceId: number | null },
  limit: number,
): Promise<readonly OpenTicket[]> =>
  (
    await db.query<OpenTicket>(
      `select t.number, t.title, t.status, t.priority, r.name as requester, s.name as service, t.sla_due_at as "dueAt",
              t.requester_id = $1 as own
         from tickets t join contacts r on r.id = t.requester_id left join services s on s.id = t.service_id
        where t.status not in ('closed', 'cancelled') and t.merged_into is null
          and (t.requester_id = $1 or r.organisation_id = $2)
        order by case when $3 = '' then 0 else ts_rank(t.search, to_tsquery('russian', $3)) + ts_rank(t.search, to_tsquery('english', $3)) end
                 + case when t.service_id = $4 then 0.05 else 0 end + case when t.requester_id = $1 then 0.03 else 0 end desc,
              t.updated_at desc limit $5`,
      [contact.id, contact.organisationId, anyOfTheWords(typed.text), typed.serviceId, limit],
    )
  ).rows;

/** `printer third` → `printer:* | third:*`; only letters and digits come through, nothing that a query would read. */
const anyOfTheWords = (text: string): string =>
  [...new Set(text.match(/[\p{L}\p{N}]{3,40}/gu) ?? [])]
    .slice(0, 10)
    .map((word) => `${word}:*`)
    .join(' | ');

/** The service that he asks for most, of late; else his organisation. */
const usualService = async (db: Queryable, { id, organisation }: ContactView): Promise<number | null> =>
  first(
    await db.query<{ id: number }>(
      `select service_id as id from (
         select t.service_id, t.requester_id = $1 as own, t.id from tickets t join contacts r on r.id = t.requester_id
          where (t.requester_id = $1 or r.organisation_id = $2) and t.service_id is not null order by t.id desc limit 30) last
        group by service_id order by count(*) filter (where own) desc, count(*) desc, max(last.id) desc limit 1`,
      [id, organisation?.id ?? null],
    ),
  )?.id ?? null;

/** Ids of the services that contracts of his organisation name and that hold today; null: there is no such contract. */
const coveredServices = async (
  db: Queryable,
  contactId: number,
  now: Instant,
): Promise<ReadonlySet<string> | null> => {
  const day = new Date(now).toISOString().slice(0, 10);
  const contracts = (await contractsOfContact(db, contactId)).filter(
    ({ contract }) => contract.startsOn <= day && day <= contract.endsOn,
  );
  return contracts.length === 0
    ? null
    : new Set(contracts.flatMap(({ contract }) => contract.terms.services));
};

/** Everything that an operator wants to see of who calls. */
export interface CallerView {
  readonly contact: ContactView;
  readonly grant: Grant;
  readonly usualServiceId: number | null;
  readonly coveredServices: ReadonlySet<string> | null;
  readonly tickets: readonly OpenTicket[];
  readonly calls: readonly CallView[];
}

export const callerOf = async (
  db: Queryable,
  contactId: number,
  now: Instant,
): Promise<CallerView | undefined> => {
  const contact = await contactById(db, contactId);
  if (!contact) return undefined;
  const usualServiceId = await usualService(db, contact);
  const organisationId = contact.organisation?.id ?? null;
  const [grant, services, tickets, calls] = await Promise.all([
    grantOf(db, { requesterId: contactId, serviceId: usualServiceId, priority: 'normal', at: now }),
    coveredServices(db, contactId, now),
    openTicketsOf(db, { id: contactId, organisationId }, { text: '', serviceId: null }, 8),
    listCalls(db, { contactId }, { limit: 6 }),
  ]);
  return { contact, grant, usualServiceId, coveredServices: services, tickets, calls: calls.items };
};
