import { toE164 } from '../../domain/phone';
import { invalidField } from '../problem';

/** Longer than any system takes; what a system takes less of becomes a problem there, not a refusal here. */
const longestLine = 1_000;
/** What is looked up by its name stands in an index, whose entries must fit a third of a page in any script. */
const longestName = 250;

/** A text of one line: control characters become spaces. Throws 422 when nothing is left, or it is too long. */
export const line = (field: string, text: string, longest = longestLine): string => {
  const clean = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  if (clean === '') throw invalidField(field, 'must not be empty');
  if (clean.length > longest) throw invalidField(field, `must not have more than ${longest} characters`);
  return clean;
};

/** The same for a name, number or id by which something is found. */
export const name = (field: string, text: string): string => line(field, text, longestName);

/** A text of many lines that must say something; kept verbatim. */
export const text = (field: string, body: string): string => {
  if (body.trim() === '') throw invalidField(field, 'must not be empty');
  return body;
};

/** An address as written; throws 422. */
export const email = (field: string, address: string): string => {
  const clean = address.trim();
  if (clean.length > 254 || !/^[^\s@<>(),;:"\\\p{Cc}]+@[^\s@<>(),;:"\\\p{Cc}]+$/u.test(clean))
    throw invalidField(field, `“${clean.slice(0, 60)}” is not an e-mail address`);
  return clean;
};

/** A telephone number in E.164; throws 422. */
export const phone = (field: string, number: string, country: string): string => {
  const e164 = toE164(number, country);
  if (!e164) throw invalidField(field, `“${number.slice(0, 60)}” is not a telephone number`);
  return e164;
};
