import { sameNative } from './mapping';
import { isAsWanted, slaDifference, wantedNative, type FieldMarks, type Wanted } from './projection';
import type { NativeFields, SlaTexts } from './record';
import type { SystemRules } from './rules';
import { recordFields, type RecordField, type ShownField } from './ticket';

/**
 * - `edited`: the record moved away from what we last knew of it, and no change row tells of that: somebody's edit
 * - `debt`: the record is as we last knew it, and not what we want it to be: ours to push
 * - `comment-missing`: a comment that stood in the record stands there no more
 * - `gone`: there is no such record any more
 * - `unreadable`: the system answers, but does not give us this record
 */
export type DriftKind = 'edited' | 'debt' | 'comment-missing' | 'gone' | 'unreadable';

/** One difference between a record and what it should be; values in the system's own words. */
export interface Difference {
  readonly field: RecordField | ShownField | 'key' | 'comment' | 'attachment' | 'record';
  readonly kind: DriftKind;
  readonly ours: string | null;
  readonly theirs: string | null;
}

/** A record at rest: no write of ours is open, nothing of it waits to be merged, and it is confirmed at the ticket's version. */
export interface RecordAtRest extends FieldMarks {
  readonly wanted: Wanted;
  readonly key: string;
  readonly shadow: NativeFields & { readonly key?: string };
  readonly present: NativeFields;
  readonly presentKey: string | null;
  /** What it is to show of the contract, and shows. */
  readonly wantedSla: SlaTexts | null;
  readonly presentSla: SlaTexts;
  /** Has every entry of its history that moved this field been stored as a change, or is it an echo of ours? Undefined: none. */
  readonly explained: (field: RecordField) => boolean | undefined;
}

/** The fields in which a record at rest is not what it should be; what the system refused before is a problem, no drift. */
export const fieldDrift = (rules: SystemRules, record: RecordAtRest): readonly Difference[] => [
  ...recordFields.flatMap((field) => driftOf(rules, field, record)),
  ...keyDrift(record),
  ...slaDrift(record),
];

const driftOf = (rules: SystemRules, field: RecordField, record: RecordAtRest): readonly Difference[] => {
  const { wanted, shadow } = record;
  if (rules.fields[field] === 'none') return [];
  // What became of a text that cannot be changed there is known by what we have added to it.
  const present = rules.fields[field] === 'create-only' ? shadow : record.present;
  const theirs = present[field];
  const ours = wantedNative(rules, field, wanted, record);
  if (theirs === undefined || isAsWanted(rules, field, wanted, present, record)) return [];
  if (record.refusals[field] === ours) return [];
  const before = shadow[field];
  const moved = before !== undefined && !sameNative(field, before, theirs);
  const kind = moved && record.explained(field) !== true ? 'edited' : 'debt';
  return [{ field, kind, ours, theirs }];
};

const keyDrift = ({ key, presentKey, shadow, refusals }: RecordAtRest): readonly Difference[] => {
  if (presentKey === key || (refusals as { readonly key?: string }).key === key) return [];
  return [{ field: 'key', kind: shadow.key === key ? 'edited' : 'debt', ours: key, theirs: presentKey }];
};

/** The front owns these: whoever changed one, it is ours to set it back. */
const slaDrift = (record: RecordAtRest): readonly Difference[] =>
  Object.entries(slaDifference(record.wantedSla, record.presentSla, record)).map(([field, ours]) => ({
    field: field as ShownField,
    kind: 'debt',
    ours,
    theirs: record.presentSla[field as ShownField] ?? null,
  }));
