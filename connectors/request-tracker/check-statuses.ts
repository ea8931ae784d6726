import { statuses } from '../../domain/ticket';
import type { Status } from '../../domain/ticket';
import { fault, ok, warning } from '../findings';
import type { Finding } from '../port';
import type { Client } from './client';
import { items, list, record, text } from './json';
import { sameName } from './queue';
import type { QueueFacts } from './queue';
import { quoted } from './search';

/** What RT's built-in lifecycle `default` knows, unless somebody has changed it. */
const builtIn = ['new', 'open', 'stalled', 'resolved', 'rejected', 'deleted'];

/**
 * REST 2 tells a queue's lifecycle by name only, and trying a status would change a ticket. So a status is believed when a
 * ticket has it or offers it as a next step, or RT brings it along.
 */
export const checkStatuses = async (client: Client, facts: QueueFacts): Promise<readonly Finding[]> => {
  const { status } = client.config;
  const wanted = [...new Set(statuses.map((ours) => status[ours].toLowerCase()))];
  const seen = new Set((await Promise.all(wanted.map((theirs) => seenWith(client, facts, theirs)))).flat());
  return statuses.map((ours) => finding(ours, status[ours], facts, seen));
};

/** The statuses on and around one ticket that has this one. */
const seenWith = async (client: Client, { name }: QueueFacts, theirs: string): Promise<readonly string[]> => {
  const query = `Queue = ${quoted(name)} AND Status = ${quoted(theirs)}`;
  const found = items(await client.page('/tickets', query, 'Status,_hyperlinks', { per_page: 1 }));
  return found.flatMap((ticket) => [
    text(ticket.Status).toLowerCase(),
    ...list(ticket._hyperlinks).map((link) => text(record(link).to).toLowerCase()),
  ]);
};

const finding = (ours: Status, theirs: string, facts: QueueFacts, seen: ReadonlySet<string>): Finding => {
  const key = `status.${ours}`;
  const isDefault = sameName(facts.lifecycle, 'default');
  if (sameName(theirs, 'deleted')) return hidden(key);
  if (seen.has(theirs.toLowerCase()) || (isDefault && builtIn.includes(theirs.toLowerCase())))
    return ok(key, [`"${theirs}" exists`, `"${theirs}" есть`]);
  return isDefault ? notBuiltIn(key, theirs, facts) : unseen(key, theirs, facts);
};

const hidden = (key: string): Finding =>
  fault(
    key,
    ['RT hides deleted tickets from every search', 'RT прячет удалённые заявки от любого поиска'],
    ['map it to another status', 'укажите другой статус'],
  );

const notBuiltIn = (key: string, theirs: string, { name }: QueueFacts): Finding =>
  fault(
    key,
    [
      `RT's lifecycle "default" has no status "${theirs}", and no ticket of queue "${name}" has or offers it`,
      `в жизненном цикле "default" нет статуса "${theirs}", и ни у одной заявки очереди "${name}" он не стоит и не предлагается`,
    ],
    [
      `it has ${builtIn.slice(0, -1).join(', ')}; where somebody has added this one (Admin > Lifecycles), give it to a ticket once, so that it can be seen`,
      `есть ${builtIn.slice(0, -1).join(', ')}; если этот добавили сами (Admin > Lifecycles), поставьте его один раз любой заявке, чтобы он стал виден`,
    ],
  );

const unseen = (key: string, theirs: string, { lifecycle, name }: QueueFacts): Finding =>
  warning(
    key,
    [
      `no ticket of queue "${name}" has or offers the status "${theirs}", and REST cannot list those of its lifecycle "${lifecycle}"`,
      `ни у одной заявки очереди "${name}" статус "${theirs}" не стоит и не предлагается, а через REST не видно, какие есть в её жизненном цикле "${lifecycle}"`,
    ],
    [
      `look into Admin > Lifecycles > ${lifecycle}; RT refuses a status that is not there, ticket by ticket`,
      `посмотрите в Admin > Lifecycles > ${lifecycle}; статус, которого там нет, RT отклонит у каждой заявки`,
    ],
  );
