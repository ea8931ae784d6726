import { filledIn, readReason } from '../../domain/reason';
import type { Language } from '../../store/contacts';
import { reasonsRu } from './texts/reasons-ru';

/** A reason as it is kept, in the reader's language. What another server said stays as it said it. */
export const reasonText = (kept: string, language: Language): string => {
  const read = language === 'en' ? undefined : readReason(kept);
  if (!read) return kept;
  const { why, ...values } = read.values;
  return filledIn(reasonsRu[read.kind], {
    ...values,
    ...(why === undefined ? {} : { why: reasonText(why, language) }),
  });
};
