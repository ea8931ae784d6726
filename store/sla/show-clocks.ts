import type { SlaTexts } from '../../domain/record';
import { partiesShown, shownOf, type TicketParties } from '../../domain/sla/shown';
import { slaFields, type Instant } from '../../domain/ticket';
import type { Queryable } from '../database';
import type { Clocks } from './clocks';

/** What the records show of one ticket's deadlines changes at most once in this time, so that their histories stay readable. */
const restMs = 60_000;

interface Row {
  readonly shown: SlaTexts | null;
  readonly shownAt: Date | null;
  readonly number: string | null;
  readonly timeZone: string | null;
  readonly parties: TicketParties;
}

/**
 * A service, an organisation or a contact was edited: what the records of open tickets show of it is looked at again soon. Call in the
 * transaction of the edit; the sweeper wakes them.
 */
export const partiesEdited = async (
  tx: Queryable,
  edited: { readonly service: number } | { readonly organisation: number } | { readonly contact: number },
): Promise<void> => {
  const condition =
    'service' in edited ? parties.service : 'contact' in edited ? parties.contact : parties.organisation;
  const [id] = Object.values(edited);
  await tx.query(
    `update tickets set sla_next_at = least(sla_next_at, now()) where status not in ('closed', 'cancelled') and ${condition}`,
    [id],
  );
};

const parties = {
  service: 'service_id = $1',
  organisation: 'requester_id in (select id from contacts where organisation_id = $1)',
  contact: 'requester_id = $1',
} as const;

/**
 * Keeps what the ticket's records are to show of its contract, and of whom and what it is for. Is the last change of that too young, the clocks are looked at
 * again when it is old enough.
 */
export const showClocks = async (
  tx: Queryable,
  ticketId: number,
  clocks: Clocks,
  asOf: Instant,
): Promise<void> => {
  const { shown, shownAt, number, timeZone, parties } = await present(tx, ticketId);
  const contract = number !== null && timeZone !== null ? { number, timeZone } : null;
  const now = { ...shownOf(contract, clocks), ...partiesShown(parties) };
  if (slaFields.every((field) => (shown?.[field] ?? '') === now[field])) return;
  const from = (shownAt?.getTime() ?? 0) + restMs;
  if (asOf >= from)
    await tx.query('update tickets set sla_shown = $2, sla_shown_at = $3 where id = $1', [
      ticketId,
      now,
      new Date(asOf),
    ]);
  else
    await tx.query('update tickets set sla_next_at = least(sla_next_at, $2) where id = $1', [
      ticketId,
      new Date(from),
    ]);
};

const present = async (tx: Queryable, ticketId: number): Promise<Row> =>
  (
    await tx.query<Row>(
      `select t.sla_shown as shown, t.sla_shown_at as "shownAt", k.number, k."timeZone",
              json_build_object('service', s.name, 'organisation', o.name, 'contact',
                json_build_object('name', c.name, 'email', c.email, 'phones', c.phones)) as parties
         from tickets t join contacts c on c.id = t.requester_id
         left join organisations o on o.id = c.organisation_id left join services s on s.id = t.service_id
         left join lateral (
           select m.content->>'number' as number, m.content->'calendar'->>'timeZone' as "timeZone"
             from sla_facts f left join sla_terms m on m.id = f.terms_id
            where f.ticket_id = t.id and f.fact->>'kind' = 'terms'
            order by f.at desc, f.recorded_at desc, f.key desc limit 1) k on true
        where t.id = $1`,
      [ticketId],
    )
  ).rows[0]!;
