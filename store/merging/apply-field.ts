import type { IgnoredBecause } from '../../domain/ignored';
import { toNative } from '../../domain/mapping';
import { mergeChange, type Outcome, type Side } from '../../domain/merge';
import { rulesOf } from '../../domain/rules';
import { front, type RecordField, type TicketField } from '../../domain/ticket';
import type { Change } from '../changes';
import { insertConflict } from '../conflicts';
import { forgetOverride, setRefusal } from '../links';
import { raiseProblem } from '../problems';
import { requesterOf } from '../requester';
import { tell } from '../timeline-write';
import { holderName } from './holder-name';
import { fieldChange, type Merging } from './merging';
import { noteField } from './news';
import { tellClocks } from './tell-clocks';

export const applyField = async (merging: Merging, said: Change): Promise<IgnoredBecause | void> => {
  const change = await withRequester(merging, said);
  const confirmed = merging.links.find((link) => link.id === change.linkId)?.seenVersion;
  const { ticket, outcome } = mergeChange(
    merging.merged,
    { ...fieldChange(change), confirmed },
    merging.rules,
  );
  merging.merged = ticket;
  if (outcome.kind === 'applied') await forgetOverrides(merging, change);
  await tellClocks(merging, change, outcome);
  return tellOutcome(merging, change, outcome);
};

/** A system names a person; of the front he is the contact with that address, a known or a new one. */
const withRequester = async ({ tx }: Merging, change: Change): Promise<Change> => {
  const { requester } = change.data;
  return requester ? { ...change, new: String(await requesterOf(tx, requester)) } : change;
};

/** What a person chose for one system stood for the value that we had; the new one has its own try there. */
const forgetOverrides = async (merging: Merging, change: Change): Promise<void> => {
  const isOneTask = change.field === 'status' && roleOf(merging, change) === 'tracker';
  for (const link of merging.links)
    if (
      change.field in link.overrides &&
      !(isOneTask && link.role === 'tracker' && link.id !== change.linkId)
    )
      await forgetOverride(merging.tx, link.id, change.field);
};

const roleOf = (merging: Merging, change: Change) =>
  merging.links.find((link) => link.id === change.linkId)?.role;

export const tellOutcome = async (
  merging: Merging,
  change: Change,
  outcome: Outcome,
): Promise<IgnoredBecause | void> => {
  if (outcome.kind === 'same') return;
  if (outcome.kind === 'unknown-value') return unknownValue(merging, change, outcome.value);
  merging.moved = true;
  if (outcome.kind === 'applied') noteField(merging, change, outcome);
  if (outcome.conflict) await keepConflict(merging, change, outcome);
  await tell(merging.tx, merging.ticket.id, {
    at: change.at,
    origin: change.system,
    actor: change.actor.name,
    what: outcome.kind === 'applied' ? 'field' : 'superseded',
    detail:
      outcome.kind === 'applied'
        ? {
            field: change.field,
            old: shown(change.field, outcome.from),
            new: shown(change.field, outcome.to),
          }
        : { field: change.field, value: shown(change.field, change.new) },
  });
  return outcome.kind === 'lost' ? 'superseded' : undefined;
};

const shown = (field: string, value: string | null): string | null =>
  field === 'description' && value !== null ? value.slice(0, 200) : value;

const keepConflict = async (
  merging: Merging,
  change: Change,
  outcome: Extract<Outcome, { kind: 'applied' | 'lost' }>,
): Promise<void> => {
  const field = change.field as TicketField;
  const mine = { system: change.system, at: change.at.getTime(), actor: change.actor.name };
  const theirs = outcome.kind === 'applied' ? outcome.conflict! : holding(merging, field);
  const named = {
    ...theirs,
    actor: await holderName(merging.tx, { ticketId: merging.ticket.id, field, ...theirs }),
  };
  const [winner, loser] =
    outcome.kind === 'applied'
      ? [{ ...mine, value: outcome.to }, named]
      : [named, { ...outcome.conflict!, ...mine }];
  await insertConflict(merging.tx, {
    ticketId: merging.ticket.id,
    linkId: change.linkId,
    field,
    winner,
    loser,
  });
};

const holding = ({ merged, ticket }: Merging, field: TicketField): Side => {
  const { system, at } = merged.winners[field] ?? { system: front, at: ticket.createdAt.getTime() };
  return { value: merged.fields[field], system, at };
};

/** Ours stays, and is not written over theirs until ours changes. */
const unknownValue = async (
  merging: Merging,
  change: Change,
  value: string | null,
): Promise<IgnoredBecause> => {
  const system = rulesOf(merging.rules, change.system)!;
  const field = change.field as RecordField;
  if (change.linkId !== null)
    await setRefusal(
      merging.tx,
      change.linkId,
      field,
      toNative(system, field, ourValue(merging, change, field)),
    );
  await raiseProblem(merging.tx, {
    system: change.system,
    kind: 'unknown-value',
    field,
    value: value ?? '',
    values: { field, setting: field, value: value ?? '', place: merging.ticket.number },
  });
  return 'unknownValue';
};

const ourValue = (merging: Merging, change: Change, field: RecordField): string =>
  (field === 'status' && merging.merged.tasks.find((task) => task.linkId === change.linkId)?.status) ||
  merging.merged.fields[field]!;
