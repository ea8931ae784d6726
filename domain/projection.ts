import { sameNative, saysTheSame, toNative } from './mapping';
import type { NativeFields, SlaTexts } from './record';
import type { SystemRules } from './rules';
import { recordFields, shownFields, type RecordField, type ShownField } from './ticket';

/** What a record should say, in our words. */
export type Wanted = { readonly [field in RecordField]: string };

/** Values that a person, or the system, put in the way of a field (see the table `links`). */
export interface FieldMarks {
  readonly refusals: { readonly [field in RecordField | ShownField]?: string };
  readonly overrides: { readonly [field in RecordField | ShownField]?: string };
}

/** The field as it is to be written there, a person's override before our own value. */
export const wantedNative = (
  rules: SystemRules,
  field: RecordField,
  wanted: Wanted,
  marks: FieldMarks,
): string => marks.overrides[field] ?? toNative(rules, field, wanted[field]);

/** The fields to write so that the record says what it should; what the system refused before is left alone. */
export const difference = (
  rules: SystemRules,
  wanted: Wanted,
  present: NativeFields,
  marks: FieldMarks,
): NativeFields => {
  const out: { [field in RecordField]?: string } = {};
  for (const field of recordFields) {
    if (rules.fields[field] !== 'editable') continue;
    const native = wantedNative(rules, field, wanted, marks);
    if (isAsWanted(rules, field, wanted, present, marks) || marks.refusals[field] === native) continue;
    out[field] = native;
  }
  return out;
};

/** Does the record say what it should in this field? A field that the system does not show is taken as it is. */
export const isAsWanted = (
  rules: SystemRules,
  field: RecordField,
  wanted: Wanted,
  present: NativeFields,
  marks: FieldMarks,
): boolean => {
  const shown = present[field];
  if (shown === undefined) return true;
  const override = marks.overrides[field];
  return override === undefined
    ? saysTheSame(rules, field, wanted[field], shown)
    : sameNative(field, override, shown);
};

/** What the field for a contract or deadline is to say there; undefined: nothing is to be said. */
export const wantedSla = (
  field: ShownField,
  wanted: SlaTexts | null,
  marks: FieldMarks,
): string | undefined =>
  wanted?.[field] === undefined ? undefined : (marks.overrides[field] ?? wanted[field]);

/** A field that the record does not have is left alone. */
export const isSlaAsWanted = (
  field: ShownField,
  wanted: SlaTexts | null,
  present: SlaTexts,
  marks: FieldMarks,
): boolean => {
  const [ours, shown] = [wantedSla(field, wanted, marks), present[field]];
  if (ours === undefined || shown === undefined) return true;
  return field === 'contractRecord' ? shown.split(' ').includes(ours) : shown.trim() === ours;
};

/** The contract's fields to write, also over what a person has written there; what the system refused before is left alone. */
export const slaDifference = (wanted: SlaTexts | null, present: SlaTexts, marks: FieldMarks): SlaTexts => {
  const out: { [field in ShownField]?: string } = {};
  for (const field of shownFields) {
    const ours = wantedSla(field, wanted, marks);
    if (isSlaAsWanted(field, wanted, present, marks) || marks.refusals[field] === ours) continue;
    out[field] = ours;
  }
  return out;
};
