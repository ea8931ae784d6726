import { front, type TicketField } from '../../../domain/ticket';
import type { Texts } from '../texts/index';

/** A ticket's field in the reader's words; what is none of ours stays as it is. */
export const fieldName = (field: string, texts: Texts): string =>
  field in texts.field ? texts.field[field as TicketField] : field;

/** A field's value in the reader's words, where it has some. */
export const valueName = (field: string, value: string, texts: Texts): string => {
  const names: Readonly<Record<string, string>> =
    field === 'status' ? texts.status : field === 'priority' ? texts.priority : {};
  return names[value] ?? value;
};

/** Where something was made. */
export const originName = (system: string, texts: Texts): string => (system === front ? texts.front : system);
