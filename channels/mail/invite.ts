import type { Invite } from '../../domain/mail/parsed';
import { cleanLine } from './clean';

/** What an invitation says (RFC 5545, RFC 5546); undefined: it asks for nothing (no METHOD). */
export const inviteIn = (calendar: string): Invite | undefined => {
  const unfolded = calendar.slice(0, 200_000).replace(/\r?\n[ \t]/g, '');
  const event = /BEGIN:VEVENT[\s\S]*?END:VEVENT/i.exec(unfolded)?.[0] ?? '';
  const method = property(unfolded, 'METHOD');
  const zone = zoneOf(event);
  if (method === '') return undefined;
  return {
    method: method.toUpperCase(),
    summary: property(event, 'SUMMARY'),
    start: property(event, 'DTSTART'),
    end: property(event, 'DTEND'),
    ...(zone === '' ? {} : { zone }),
    location: property(event, 'LOCATION'),
    organizer: property(event, 'ORGANIZER').replace(/^mailto:/i, ''),
  };
};

/** A parameter's value may be quoted, with colons in it. */
const parameters = '((?:;(?:"[^"\\n]*"|[^":\\n])*)?)';

/** Where the wall time of the start is meant. */
const zoneOf = (event: string): string => {
  const given = new RegExp(`^DTSTART${parameters}:`, 'im').exec(event)?.[1] ?? '';
  const [, quoted, bare] = /;TZID=(?:"([^"]*)"|([^;:]*))/i.exec(given) ?? [];
  return cleanLine(quoted ?? bare ?? '').slice(0, 100);
};

const property = (text: string, name: string): string => {
  const value = new RegExp(`^${name}${parameters}:(.*)$`, 'im').exec(text)?.[2] ?? '';
  return cleanLine(value.replace(/\\n/gi, ' ').replace(/\\([,;\\])/g, '$1')).slice(0, 500);
};
