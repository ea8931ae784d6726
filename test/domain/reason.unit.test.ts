import fc from 'fast-check';
import { filledIn, readReason, reason, reasons, type ReasonKind } from '../../domain/reason';

const kinds = Object.keys(reasons) as ReasonKind[];
const namesIn = (kind: ReasonKind) => [...reasons[kind].matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);

describe('a reason', () => {
  it('is read from its sentence again, with what was put in, whatever kind it is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.stringMatching(/^[\wа-я@.<>{}$+-]{1,20}$/), (kind, word) => {
        const shaped: Record<string, string> = { request: `helpdesk: GET /${word}`, system: 'helpdesk' };
        const values = Object.fromEntries(namesIn(kind).map((name) => [name, shaped[name] ?? word]));
        expect(readReason(filledIn(reasons[kind], values))).toEqual({ kind, values });
      }),
    );
  });

  it('that says more by itself is not taken for a shorter one', () => {
    const kept = reason('autoReplyToNothing', { sign: 'Subject' });
    expect(kept).toMatch(/^auto-reply: /);
    expect(readReason(kept)?.kind).toBe('autoReplyToNothing');
  });

  it('that another one quotes is not taken for the whole', () => {
    const why = reason('keyNotAccepted', { request: 'desk: GET /rt', status: '401', said: ': no' });
    const kept = reason('systemSilent', { system: 'desk', why });
    expect(readReason(kept)).toEqual({ kind: 'systemSilent', values: { system: 'desk', why } });
  });

  it('of another server is none of ours', () => {
    expect(readReason('550 5.1.1 no such user')).toBeUndefined();
  });
});
