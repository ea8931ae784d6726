import type { Report } from '../../domain/mail/parsed';
import { idsIn } from './head';

const mostRecipients = 50;

/** What a delivery report says of each recipient (RFC 3464, 2.3). */
export const reportsIn = (deliveryStatus: string): readonly Report[] =>
  deliveryStatus
    .replace(/\r\n/g, '\n')
    .split(/\n[ \t]*\n+/)
    .map(fieldsOf)
    .filter((fields) => fields.has('action') || fields.has('status'))
    .map(reportOf)
    .filter(({ recipient }) => recipient !== '')
    .slice(0, mostRecipients);

const reportOf = (fields: ReadonlyMap<string, string>): Report => ({
  // The original recipient is the one that we wrote to; the final one may lie behind a forward.
  recipient: addressIn(fields.get('original-recipient')) || addressIn(fields.get('final-recipient')),
  action: (fields.get('action') ?? 'failed').toLowerCase().slice(0, 20),
  status: /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? '',
  diagnostic: (fields.get('diagnostic-code') ?? '').slice(0, 500),
});

const fieldsOf = (block: string): ReadonlyMap<string, string> =>
  new Map(
    block
      .replace(/\n[ \t]+/g, ' ')
      .split('\n')
      .map((line) => /^([a-z-]+):\s*(.*)$/i.exec(line.trim()))
      .filter((match) => match !== null)
      .map((match) => [match[1]!.toLowerCase(), match[2]!.trim()] as const),
  );

/** `rfc822; Anna@Example.com` */
const addressIn = (value = ''): string =>
  value
    .replace(/^[^;]*;/, '')
    .trim()
    .replace(/^<|>$/g, '')
    .toLowerCase()
    .slice(0, 254);

/** The Message-ID of the mail that came back, out of what was returned of it. */
export const reportedId = (returned: string): string | undefined =>
  idsIn(/^message-id:([^\n]*(?:\n[ \t][^\n]*)?)/im.exec(returned.slice(0, 100_000))?.[1] ?? '')[0];
