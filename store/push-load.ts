import type { Wanted } from '../domain/projection';
import type { SlaTexts } from '../domain/record';
import { first, type Queryable } from './database';
import { linkColumns, type Link } from './links';
import { ticketColumns, type TicketRow } from './tickets';

/** What a push must know before it speaks to the system. */
export interface PushLoad {
  readonly ticket: TicketRow;
  readonly link: Link;
  readonly requester: { readonly name: string; readonly email?: string };
  /** Of the system, a moment ago. */
  readonly gateOpen: boolean;
  /** The system's clock minus ours, see `clockOffsetOf`. */
  readonly clockOffset: number;
}

interface Circumstances {
  readonly link: Link;
  readonly name: string;
  readonly email: string | null;
  readonly gateOpen: boolean;
  readonly clockOffset: number;
}

const wholeSeconds = 'round(clock_offset_ms / 1000.0)::int * 1000';

/** Everything as of one moment. A link has no instants in it, so that it comes through JSON as it is. */
export const loadPush = async (db: Queryable, linkId: number): Promise<PushLoad | undefined> => {
  const row = first(
    await db.query<TicketRow & Circumstances>(
      `select t.*, to_jsonb(l) as link, c.name, c.email, coalesce(g.open, true) as "gateOpen", coalesce(${wholeSeconds}, 0) as "clockOffset"
         from (select ${linkColumns} from links) l join (select ${ticketColumns} from tickets) t on t.id = l."ticketId"
         join contacts c on c.id = t."requesterId"
         left join gates g on g.system = l.system left join source_cursors s on s.system = l.system
        where l.id = $1`,
      [linkId],
    ),
  );
  if (!row) return undefined;
  const { link, name, email, gateOpen, clockOffset, ...ticket } = row;
  return { ticket, link, requester: { name, ...(email && { email }) }, gateOpen, clockOffset };
};

/** What the record should say: the desk mirrors the ticket, a task has a status of its own. */
export const wantedOf = ({ ticket, link }: Pick<PushLoad, 'ticket' | 'link'>): Wanted => ({
  title: ticket.title,
  description: ticket.description,
  status: link.role === 'tracker' ? (link.status ?? ticket.status) : ticket.status,
  priority: ticket.priority,
});

/** What the record should show of the ticket's contract; null: nothing. */
export const wantedSlaOf = ({ ticket, link }: Pick<PushLoad, 'ticket' | 'link'>): SlaTexts | null =>
  link.contractRecord === null
    ? ticket.slaShown
    : { ...ticket.slaShown, contractRecord: link.contractRecord };

/** Is anything of this record still to be merged? */
export const hasOpenChanges = async (db: Queryable, linkId: number): Promise<boolean> =>
  (await db.query(`select 1 from changes where link_id = $1 and state = 'open' limit 1`, [linkId]))
    .rowCount! > 0;

/** Their clock minus ours, as last measured, in milliseconds: whole seconds, since neither they nor the measurement is finer. */
export const clockOffsetOf = async (db: Queryable, system: string): Promise<number> =>
  first(
    await db.query<{ offset: number }>(
      `select ${wholeSeconds} as offset from source_cursors where system = $1`,
      [system],
    ),
  )?.offset ?? 0;
