import type { InternalClock } from '../../../domain/sla/condition';
import type { WrittenEntry } from '../../../domain/sla/correct';
import { clocksForRequester, ledgerForRequester } from '../../../domain/sla/for-requester';
import { account, at, lived, rules } from './timeline';

const written = (entries: readonly Omit<WrittenEntry, 'id'>[]): readonly WrittenEntry[] =>
  entries.map((entry, i) => ({ ...entry, id: i + 1 }));

const internalClocks: readonly InternalClock[] = [
  { name: 'inner', minutes: 30, starts: [{ on: 'registered' }], stops: [{ on: 'assigned' }] },
];

describe('what a requester sees of the clocks', () => {
  const { clocks, ledger } = lived('12:00', [], rules(60, 480, undefined, { internalClocks }));

  it('is what was promised to him, without alarms', () => {
    expect(Object.keys(clocks).sort()).toEqual(['inner', 'reaction', 'resolution']);
    expect(Object.keys(clocksForRequester(clocks)).sort()).toEqual(['reaction', 'resolution']);
    const his = ledgerForRequester(written(ledger));
    expect(account(his, 'inner')).toEqual([]);
    expect(account(his, 'reaction')).toEqual(['11-20 09:00 started 0', '11-20 10:00 breached 60']);
  });

  it('is no breach that may yet turn out otherwise, until it is confirmed', () => {
    const view = { ...clocks.reaction!, unconfirmed: true as const };
    const shown = clocksForRequester({ reaction: view }).reaction!;
    expect([shown.state, shown.breachedAt, shown.unconfirmed]).toEqual(['running', undefined, undefined]);
    const breach = {
      ...ledger.find(({ clock, event }) => clock === 'reaction' && event === 'breached')!,
      unconfirmed: true as const,
    };
    expect(ledgerForRequester(written([breach]))).toEqual([]);
    const confirmation = {
      ...breach,
      event: 'corrected' as const,
      level: 'confirmed',
      corrects: 1,
      at: at('11:00'),
      because: { kind: 'confirmed' as const, at: breach.at },
    };
    const { unconfirmed: _, ...entry } = confirmation;
    expect(ledgerForRequester(written([breach, entry])).map(({ event }) => event)).toEqual([
      'breached',
      'corrected',
    ]);
  });
});
