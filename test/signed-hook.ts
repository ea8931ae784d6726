import { createHmac } from 'node:crypto';

export type HookType = 'request-tracker' | 'redmine';

const hmac = (secret: string, text: string | Buffer): string =>
  `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;

/** The headers by which a hook of this type is believed; `at`: when it was signed, where the scheme says so. */
export const signedHeaders = (
  type: HookType,
  secret: string,
  body: string | Buffer,
  at = Date.now(),
): Record<string, string> => {
  if (type === 'redmine') return { 'x-redmine-signature-256': hmac(secret, body) };
  const time = String(Math.floor(at / 1000));
  return {
    'x-rt-timestamp': time,
    'x-rt-signature': hmac(secret, Buffer.concat([Buffer.from(`${time}.`), Buffer.from(body)])),
  };
};

/** What tells of a change to this record, as each type writes it. */
export const hookBody = (type: HookType, record: number | string, entry: number): object =>
  type === 'redmine'
    ? {
        type: 'issue.updated',
        timestamp: '2026-11-23T06:00:00Z',
        data: { issue: { id: record }, journal: { id: entry, notes: 'Ж', user: { id: 5, name: 'Иван' } } },
      }
    : { ticket: record, queue: 'Support', changes: [{ transaction: entry, type: 'Set', field: 'Subject' }] };
