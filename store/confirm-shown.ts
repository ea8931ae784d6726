import { difference, slaDifference } from '../domain/projection';
import { saysTheSame } from '../domain/mapping';
import { rulesOf, type SyncRules } from '../domain/rules';
import type { NativeFields } from '../domain/record';
import { confirm } from './confirm';
import { first, type Queryable } from './database';
import type { Link } from './links';
import { wantedOf, wantedSlaOf } from './push-load';
import type { TicketRow } from './tickets';

/**
 * Confirms the records that show the ticket's version without a write: where the change came from, or where two of our values
 * are one of theirs. By what we know of them, which is all that a push could ask for before it writes nothing; what we do not
 * know of yet comes as news of its own. Answers their links.
 */
export const confirmShown = async (
  tx: Queryable,
  ticket: TicketRow,
  links: readonly Link[],
  rules: SyncRules,
): Promise<ReadonlySet<number>> => {
  const shown = new Set<number>();
  for (const link of links) {
    if (!isPlain(ticket, link)) continue;
    const present = await presentOf(tx, ticket, link);
    if (!present || !saysAll(ticket, link, { ...link.shadow, ...present }, rules)) continue;
    await confirm(tx, link.id, ticket.version, { seen: false });
    shown.add(link.id);
  }
  return shown;
};

/** What was refused there, or is taken back, has its own way; and a record at 0 was never read, or is to be read again. */
const isPlain = (
  ticket: TicketRow,
  { recordId, state, refusals, shadow, key, confirmedVersion }: Link,
): boolean =>
  !ticket.undone &&
  confirmedVersion > 0 &&
  state === 'linked' &&
  recordId !== null &&
  shadow.key === key &&
  Object.keys(refusals).length === 0;

/** What its history says since the shadow was taken; undefined when a text, a file or the outcome of a write is missing. */
const presentOf = async (tx: Queryable, ticket: TicketRow, link: Link): Promise<NativeFields | undefined> => {
  const found = first(
    await tx.query<{ present: NativeFields | null }>(
      `select (select jsonb_object_agg(field, new_value) from (
                 select distinct on (field) field, new_value from changes
                  where link_id = $2 and kind = 'field' and entry::numeric > $3::numeric
                  order by field, entry::numeric desc) newest) as present
        where not exists (select 1 from intents where link_id = $2 and state = 'open')
          and not exists (select 1 from changes where link_id = $2 and state = 'open')
          and not exists (select 1 from comments c left join comment_links k on k.comment_id = c.id and k.link_id = $2
                           where c.ticket_id = $1 and not coalesce(k.refused, false)
                             and (case when k.comment_id is null then not c.hidden else k.revision < c.revision end))
          and not exists (select 1 from attachments a where a.ticket_id = $1 and not a.hidden
                             and not exists (select 1 from attachment_links k where k.attachment_id = a.id and k.link_id = $2))`,
      [ticket.id, link.id, link.cursor],
    ),
  );
  return found && (found.present ?? {});
};

const saysAll = (ticket: TicketRow, link: Link, present: NativeFields, rules: SyncRules): boolean => {
  const system = rulesOf(rules, link.system);
  if (!system) return false;
  const { description } = present;
  const needsAddendum =
    system.fields.description === 'create-only' &&
    description !== undefined &&
    !saysTheSame(system, 'description', ticket.description, description);
  const owed = {
    ...difference(system, wantedOf({ ticket, link }), present, link),
    ...slaDifference(wantedSlaOf({ ticket, link }), link.shadow, link),
  };
  return !needsAddendum && Object.keys(owed).length === 0;
};
