import Type from 'typebox';
import { usualKeeping, type Keeping } from '../domain/keeping';
import type { ConfigDocument } from '../platform/config/document';

const days = (least: number) =>
  Type.Optional(
    Type.Integer({ minimum: least, maximum: 36_500, description: `days from ${least} to 36500` }),
  );

const keepingSchema = Type.Object(
  // Younger mails and calls may still be worked on; an audit of a week would hide what happened on a holiday.
  { rawMailDays: days(30), callDays: days(30), auditDays: days(30), eventDays: days(1) },
  { additionalProperties: false },
);

/** The file's `retention`; faults are noted in the document. Undefined: there is none. */
export const readKeeping = (document: ConfigDocument): Keeping | undefined => {
  if (document.section(Type.Record(Type.String(), Type.Unknown()), 'retention') === undefined)
    return undefined;
  return { ...usualKeeping, ...document.section(keepingSchema, 'retention') };
};
