import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';

/** Longer text is no phone number, however it is written. */
const maxLength = 60;

/** How numbers are read that an exchange gives. */
export interface NumberRules {
  /** Tells how to read a number without its country's code. */
  readonly country: string;
  /** What leading digits stand for: `9` for nothing (an outside line), `55` for `+7495123` (extensions of a site). */
  readonly sitePrefixes?: Readonly<Record<string, string>>;
}

/**
 * A number as people write it (spaces, brackets, 8 for +7, an extension after it) in E.164, or undefined when it cannot be
 * one. `country` tells how to read a number without its country's code.
 */
export const toE164 = (text: string, country: string): string | undefined => {
  if (text.length > maxLength) return undefined;
  const number = parsePhoneNumberFromString(text.trim(), countryOf(country));
  // Possible, not valid: new ranges are dialled before every table knows them.
  return number?.isPossible() ? number.number : undefined;
};

/** The caller does not show his number: what exchanges write then. */
export const isHiddenNumber = (text: string): boolean =>
  /^(anonymous|private|restricted|unavailable|unknown|withheld|<unknown>|asterisk|s)?$/i.test(text.trim());

/**
 * Every way to read a caller's number, in E.164, the likeliest first; an internal extension as its digits; nothing for a
 * hidden one. Exchanges give digits without a plus, national or international, and prefixes of their own.
 */
export const readNumber = (text: string, { country, sitePrefixes = {} }: NumberRules): readonly string[] => {
  const given = bare(text);
  if (isHiddenNumber(given)) return [];
  if (/^\+/.test(given)) return present([toE164(given, country)], given);
  const digits = given.replace(/\D/g, '');
  const swapped = Object.entries(sitePrefixes)
    .filter(([prefix]) => digits.startsWith(prefix) && digits.length > prefix.length)
    .map(([prefix, meant]) => meant + digits.slice(prefix.length));
  const valid = [given, ...swapped, `+${digits}`].map((one) => toE164IfValid(one, country));
  return present([...valid, ...swapped.map((one) => toE164(one, country)), toE164(given, country)], given);
};

/** `<sip:1001@pbx>`, `tel:+7...`, `00` for the plus, and the plus that an address made a space. */
const bare = (text: string): string =>
  text
    .slice(0, maxLength)
    .replace(/^ (?=\d{11})/, '+')
    .trim()
    .replace(/^<?(sips?|tel):([^@;>]*).*$/i, '$2')
    .replace(/^00(?=[1-9]\d{8})/, '+');

const toE164IfValid = (text: string, country: string): string | undefined => {
  const number = parsePhoneNumberFromString(text, countryOf(country));
  return number?.isValid() ? number.number : undefined;
};

/** Without any full number the digits as they are: an extension. */
const present = (numbers: readonly (string | undefined)[], given: string): readonly string[] => {
  const read = [...new Set(numbers.filter((one) => one !== undefined))];
  const digits = given.replace(/\D/g, '');
  return read.length > 0 ? read : digits === '' ? [] : [digits];
};

const countryOf = (country: string): CountryCode | undefined =>
  isSupportedCountry(country) ? country : undefined;
