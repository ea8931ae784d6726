import fc from 'fast-check';
import { createSignatures } from '../../../channels/mail/signatures';

const keys = [Buffer.from('the newest key'), Buffer.from('the one before')];
const signatures = createSignatures(keys);
const mailbox = 'support@helpdesk.test';
const address = signatures.replyAddress(mailbox, 'SD-1042', 17);

describe('a signed reply address', () => {
  it('names the ticket and the contact', () => {
    expect(signatures.readAddress(address)).toEqual({ kind: 'r', ticket: 'SD-1042', id: 17 });
  });

  it('holds in capitals too, as servers on the way change them', () => {
    expect(signatures.readAddress(address.toUpperCase())).toEqual({ kind: 'r', ticket: 'SD-1042', id: 17 });
  });

  it('fits into a local part, with the largest numbers (RFC 5321: 64 octets)', () => {
    const long = signatures.replyAddress(
      'service-desk@x.test',
      `SD-${'9'.repeat(12)}`,
      Number.MAX_SAFE_INTEGER,
    );
    expect(long.indexOf('@')).toBeLessThanOrEqual(64);
  });

  it('does not hold with another ticket, contact, kind or a single other letter', () => {
    for (const other of [
      address.replace('1042', '1043'),
      address.replace('.r.', '.b.'),
      address.replace('.r.h.', '.r.i.'),
    ])
      expect(signatures.readAddress(other)).toBeUndefined();
    fc.assert(
      fc.property(fc.nat(15), fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'), (at, letter) => {
        const end = address.indexOf('@') - 16 + at;
        const forged = address.slice(0, end) + letter + address.slice(end + 1);
        expect(signatures.readAddress(forged) === undefined).toBe(forged !== address);
      }),
    );
  });

  it('holds while its key is one of the two newest, and no longer', () => {
    const old = createSignatures([keys[1]!]).replyAddress(mailbox, 'SD-1042', 17);
    expect(signatures.readAddress(old)).toBeDefined();
    expect(createSignatures([keys[0]!]).readAddress(old)).toBeUndefined();
  });

  it('is never mistaken for a Message-ID, nor the other way round', () => {
    const id = signatures.messageId(mailbox, 'SD-1042', 17);
    expect(signatures.readMessageId(id)).toEqual({ kind: 'm', ticket: 'SD-1042', id: 17 });
    expect(signatures.readAddress(`support+${id}`)).toBeUndefined();
    expect(signatures.readMessageId(address.slice('support+'.length))).toBeUndefined();
  });

  it('takes any text for none without complaint', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(signatures.readAddress(text)).toBeUndefined();
        expect(signatures.readMessageId(text)).toBeUndefined();
        expect(signatures.isLoopMark(text)).toBe(false);
      }),
    );
  });

  it('calls a Message-ID forged that only looks like one', () => {
    expect(signatures.readMessageId('sd-1042.m.h.aaaaaaaaaaaaaaaa@helpdesk.test')).toBe('forged');
  });

  it('knows its own loop mark', () => {
    expect(signatures.isLoopMark(signatures.loopMark())).toBe(true);
  });
});
