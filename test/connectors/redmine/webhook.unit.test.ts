import { createHash, createHmac } from 'node:crypto';
import { verifyRedmineWebhook } from '../../../connectors/redmine/webhook';

const secret = 'a secret of the tracker';
const sign = (body: string, key = secret) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
const verify = (body: string, more: Record<string, string> = {}) =>
  verifyRedmineWebhook(secret, { 'x-redmine-signature-256': sign(body), ...more }, Buffer.from(body));

/** As Redmine 7 sends it (Feature #29664): no delivery id, no mark of a private note. */
const core = JSON.stringify({
  type: 'issue.updated',
  timestamp: '2026-11-23T02:00:10Z',
  data: { issue: { id: 17, subject: 'Принтер' }, journal: { id: 5, notes: 'x', details: [] } },
});

describe('a webhook of Redmine', () => {
  it('of Redmine 7’s core names the issue; its body tells it from others', () => {
    expect(verify(core)).toEqual({
      deliveryId: createHash('sha256').update(core).digest('hex'),
      recordIds: ['17'],
      entry: '5',
      signedAt: Date.UTC(2026, 10, 23, 2, 0, 10),
      silent: false,
    });
  });

  it('of our plugin brings its own delivery id', () => {
    expect(verify(core, { 'x-redmine-delivery': 'c0ffee' })).toMatchObject({ deliveryId: 'c0ffee' });
  });

  it.each(['journal', 'relation', 'attachment'])(
    'trap: a silent change of a %s asks for the whole record',
    (silent) => {
      const body = JSON.stringify({
        type: 'issue.updated',
        timestamp: '2026-11-23T02:00:10Z',
        silent,
        data: { issue: { id: 17 } },
      });
      expect(verify(body)).toMatchObject({ recordIds: ['17'], silent: true });
    },
  );

  it.each(['-1', '0', '1.5', '"17"', '1e30', 'null', '{}', '[17]'])(
    'an id that is no issue’s is none: %s',
    (id) => {
      expect(verify(`{"data":{"issue":{"id":${id}}}}`)).toMatchObject({ recordIds: [] });
    },
  );

  it('other kinds of object are hints without records', () => {
    expect(verify('{"type":"wiki_page.updated","data":{"wiki_page":{"id":3}}}')).toMatchObject({
      recordIds: [],
    });
  });

  it('an instant that is none is left out', () => {
    expect(verify('{"timestamp":"gestern","data":{"issue":{"id":1}}}')).not.toHaveProperty('signedAt');
  });

  it('header names are compared without regard to case', () => {
    const headers = { 'X-Redmine-Signature-256': sign(core) };
    expect(verifyRedmineWebhook(secret, headers, Buffer.from(core))).toMatchObject({ recordIds: ['17'] });
  });

  it('an empty secret lets nobody in, not even with a signature made by it', () => {
    expect(verifyRedmineWebhook('', { 'x-redmine-signature-256': sign(core, '') }, Buffer.from(core))).toBe(
      'refused',
    );
  });
});
