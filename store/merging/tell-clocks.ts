import type { IgnoredBecause } from '../../domain/ignored';
import { fromNative } from '../../domain/mapping';
import type { Outcome } from '../../domain/merge';
import { rulesOf } from '../../domain/rules';
import type { TermsCause, TermsField } from '../../domain/sla/because';
import { front, type Priority, type Status } from '../../domain/ticket';
import type { Change } from '../changes';
import { changeTerms } from '../sla/change-terms';
import { keepFacts } from '../sla/facts';
import type { Merging } from './merging';

/** Tells the SLA clocks of a change of one field that has just been merged; they are judged when all are merged. */
export const tellClocks = async (merging: Merging, change: Change, outcome: Outcome): Promise<void> => {
  if (change.field === 'status') return tellStatus(merging, change, outcome);
  if (outcome.kind !== 'applied') return;
  if (change.field === 'assignee')
    await keep(merging, { ...headOf(change), kind: 'assigned', system: front, to: outcome.to });
  if (isTermsField(change.field)) await underNewTerms(merging, change, change.field, outcome);
};

/** Tells the SLA clocks of a comment: an answer of staff may be the reaction, one of the requester ends the waiting for him. */
export const tellClocksOfComment = (merging: Merging, change: Change): Promise<void> =>
  keep(merging, {
    ...headOf(change),
    kind: 'comment',
    visibility: change.data.visibility ?? 'internal',
    by: change.data.byRequester ? 'requester' : 'staff',
    ...((change.data.automatic || change.actor.isSystem) && { automatic: true }),
  });

/** Tells the SLA clocks to whom the ticket was given in the desk, or a task in its tracker. */
export const tellClocksOfAssignment = async (
  merging: Merging,
  change: Change,
): Promise<IgnoredBecause | undefined> => {
  if (!merging.links.some(({ id }) => id === change.linkId)) return 'notOurs';
  await keep(merging, { ...headOf(change), kind: 'assigned', system: change.system, to: change.new });
  return undefined;
};

type MergedTermsField = Exclude<TermsField, 'organisation'>;
const termsFields: readonly string[] = ['priority', 'service', 'contract', 'requester'];
const isTermsField = (field: string): field is MergedTermsField => termsFields.includes(field);

const keep = async (merging: Merging, fact: Parameters<typeof keepFacts>[2][number]): Promise<void> => {
  if (await keepFacts(merging.tx, merging.ticket.id, [fact])) merging.clocksTold = true;
};

const headOf = (change: Change) => ({
  key: `change:${change.id}`,
  at: change.at.getTime(),
  origin: change.system,
});

/**
 * Every status that the ticket had at its time counts, also one that was overtaken before we heard of it: the clocks go by
 * the time at the source, not by what holds in the end.
 */
const tellStatus = async (merging: Merging, change: Change, outcome: Outcome): Promise<void> => {
  const { merged, links } = merging;
  const task = links.find(({ id, role }) => id === change.linkId && role === 'tracker');
  if (task) {
    const to = merged.tasks.find(({ linkId }) => linkId === task.id)?.status;
    if (to)
      await keep(merging, {
        ...headOf(change),
        key: `task:${change.id}`,
        kind: 'task-status',
        system: change.system,
        task: task.key,
        to,
      });
  }
  const to = task ? rolledUp(merging, outcome) : statusOf(merging, change, outcome);
  if (to) await keep(merging, { ...headOf(change), kind: 'status', to, by: byOf(change) });
};

/** A task moves the ticket only through the roll-up. */
const rolledUp = ({ merged }: Merging, outcome: Outcome): Status | undefined => {
  if (outcome.kind === 'applied') return merged.fields.status as Status;
  return outcome.kind === 'same' && merged.tasks.length === 1 ? (merged.fields.status as Status) : undefined;
};

const statusOf = ({ merged, rules }: Merging, change: Change, outcome: Outcome): Status | undefined => {
  if (outcome.kind === 'unknown-value') return undefined;
  if (outcome.kind !== 'lost') return merged.fields.status as Status;
  const system = rulesOf(rules, change.system);
  if (!system) return change.new as Status;
  const read = fromNative(system, 'status', change.new, '');
  return read.known ? (read.value as Status) : undefined;
};

/** What the system did by itself is nobody's taking it up. */
const byOf = ({ data, actor }: Change) =>
  data.byRequester ? 'requester' : actor.isSystem ? 'system' : 'staff';

const underNewTerms = async (
  merging: Merging,
  change: Change,
  what: MergedTermsField,
  { from, to }: Extract<Outcome, { kind: 'applied' }>,
): Promise<void> => {
  const { tx, ticket, merged } = merging;
  const { fields, winners } = merged;
  const isChosen = winners.contract !== undefined && fields.contract !== null;
  const contractId = await changeTerms(
    tx,
    ticket.id,
    {
      ticketId: ticket.id,
      requesterId: Number(fields.requester),
      priority: fields.priority as Priority,
      serviceId: fields.service === null ? null : Number(fields.service),
      chosenId: isChosen ? Number(fields.contract) : undefined,
      at: isChosen ? Math.max(change.at.getTime(), ticket.createdAt.getTime()) : ticket.createdAt.getTime(),
    },
    { ...headOf(change), key: `terms:${change.id}`, cause: causeOf(what, from, to) },
  );
  merging.clocksTold = true;
  if (!isChosen)
    merging.merged = {
      ...merged,
      fields: { ...fields, contract: contractId === null ? null : String(contractId) },
    };
};

const causeOf = (what: MergedTermsField, from: string | null, to: string | null): TermsCause => ({
  what,
  ...(from !== null && { from }),
  ...(to !== null && { to }),
});
