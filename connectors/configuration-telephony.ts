import { createPublicKey } from 'node:crypto';
import Type from 'typebox';
import { isSupportedCountry } from 'libphonenumber-js';
import { usualCallRules, type CallRules } from '../domain/call/rules';
import type { ConfigDocument } from '../platform/config/document';
import { asteriskSchema, ctiSchema, sipgateSchema, telephonySchema } from './telephony-schema';

/** An Asterisk that we listen to. */
export interface AsteriskConfig {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly secret: string;
  /** Logins by interface. */
  readonly agents: Readonly<Record<string, string>>;
}

/** What the configuration file says of telephony. */
export interface TelephonyConfig {
  /** Two letters; numbers without a country's code are read as this one's. */
  readonly country: string;
  readonly rules: CallRules;
  readonly cti?: { readonly token: string };
  readonly sipgate?: { readonly token: string; readonly publicKey?: string };
  readonly asterisk?: AsteriskConfig;
}

const minuteMs = 60_000;

/** The file's `telephony`; faults are noted in the document. Undefined: there is none. */
export const readTelephony = (document: ConfigDocument): TelephonyConfig | undefined => {
  if (document.section(Type.Record(Type.String(), Type.Unknown()), 'telephony') === undefined)
    return undefined;
  const given = document.section(telephonySchema, 'telephony') ?? {};
  const cti = document.section(ctiSchema, 'telephony', 'cti');
  const sipgate = document.section(sipgateSchema, 'telephony', 'sipgate');
  const asterisk = readAsterisk(document);
  checkCountry(document, given.country);
  checkPrefixes(document, given.sitePrefixes ?? {});
  checkKey(document, sipgate?.publicKey);
  const country = given.country ?? 'RU';
  const ms = (minutes: number | undefined, usual: number) =>
    minutes === undefined ? usual : minutes * minuteMs;
  return {
    country,
    rules: {
      numbers: { country, sitePrefixes: given.sitePrefixes ?? {} },
      operators: lowerKeys({ ...asterisk?.agents, ...given.operators }),
      ringingLimitMs: ms(given.ringingMinutes, usualCallRules.ringingLimitMs),
      talkingLimitMs: ms(given.talkingMinutes, usualCallRules.talkingLimitMs),
      callBackMs: ms(given.callBackMinutes, usualCallRules.callBackMs),
    },
    ...(cti ? { cti } : {}),
    ...(sipgate ? { sipgate } : {}),
    ...(asterisk ? { asterisk } : {}),
  };
};

const readAsterisk = (document: ConfigDocument): AsteriskConfig | undefined => {
  const given = document.section(asteriskSchema, 'telephony', 'asterisk');
  return given && { ...given, port: given.port ?? 5038, agents: given.agents ?? {} };
};

const lowerKeys = (map: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key.toLowerCase(), value]));

const checkCountry = (document: ConfigDocument, country: string | undefined): void => {
  if (country !== undefined && !isSupportedCountry(country))
    document.fault(['telephony', 'country'], 'expected a country in two capital letters, such as RU');
};

const checkPrefixes = (document: ConfigDocument, prefixes: Readonly<Record<string, string>>): void => {
  for (const [prefix, meant] of Object.entries(prefixes))
    if (!/^\d{1,10}$/.test(prefix) || !/^(\+?\d{1,14})?$/.test(meant))
      document.fault(
        ['telephony', 'sitePrefixes', prefix],
        'expected digits, and what they stand for: nothing, or the beginning of a number such as +7495123',
      );
};

const checkKey = (document: ConfigDocument, publicKey: string | undefined): void => {
  if (publicKey === undefined) return;
  try {
    createPublicKey(publicKey);
  } catch {
    document.fault(
      ['telephony', 'sipgate', 'publicKey'],
      'expected a public key in PEM (-----BEGIN PUBLIC KEY-----)',
    );
  }
};
