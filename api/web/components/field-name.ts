import { front } from '../../../domain/ticket';
import type { Texts } from '../texts/index';

/** A field of a ticket or of a record in the reader's words; what is none of ours stays as it is. */
export const fieldName = (field: string, texts: Texts): string => {
  const names: Readonly<Record<string, string>> = {
    ...texts.synchronisation.recordField,
    ...texts.synchronisation.reconcile.driftField,
    ...texts.field,
  };
  return Object.hasOwn(names, field) ? names[field]! : field;
};

/** A field's value in the reader's words, where it has some. */
export const valueName = (field: string, value: string, texts: Texts): string => {
  const names: Readonly<Record<string, string>> =
    field === 'status' ? texts.status : field === 'priority' ? texts.priority : {};
  return names[value] ?? value;
};

/** Where something was made. */
export const originName = (system: string, texts: Texts): string => (system === front ? texts.front : system);
