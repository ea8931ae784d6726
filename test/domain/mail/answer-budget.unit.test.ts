import { mayAnswer } from '../../../domain/mail/answer-budget';

const now = Date.parse('2026-01-05T12:00:00Z');
const minutes = (n: number) => now - n * 60_000;

describe('an automatic answer', () => {
  it('may go to somebody who had none', () => expect(mayAnswer([], now)).toBe(true));
  it('may go to somebody who wrote about several things at once', () =>
    expect(mayAnswer([1, 2, 3, 4].map(minutes), now)).toBe(true));
  it('may go five times in ten minutes', () => {
    expect(mayAnswer([1, 2, 3, 4, 9].map(minutes), now)).toBe(false);
    expect(mayAnswer([1, 2, 3, 4, 10].map(minutes), now)).toBe(true);
  });
  it('may go twenty times a day', () => {
    const most = Array.from({ length: 20 }, (_, i) => minutes(20 * (i + 1)));
    expect(mayAnswer(most.slice(1), now)).toBe(true);
    expect(mayAnswer(most, now)).toBe(false);
  });
  it('ends a loop with a robot that answers each of ours at once', () => {
    const sent: number[] = [];
    for (let at = now; at < now + 86_000_000; at += 1000) if (mayAnswer(sent, at)) sent.push(at);
    expect(sent).toHaveLength(20);
  });
});
