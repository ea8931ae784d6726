import fc from 'fast-check';
import { corrections, holding, type WrittenEntry } from '../../../domain/sla/correct';
import type { Fact } from '../../../domain/sla/fact';
import { judge } from '../../../domain/sla/judge';
import { sumOf, type LedgerEntry } from '../../../domain/sla/ledger';
import { isDone } from '../../../domain/status';
import type { Status } from '../../../domain/ticket';
import { isOpen } from '../../../domain/calendar/arithmetic';
import { terms, day } from './timeline';
import { endOfAll, fullHistory, plainHistory, type Heard } from './histories';

const minute = 60_000;

/** Lives through a history as it is heard of; every time writes what has to be written. */
const written = (heard: readonly Heard[], instants: readonly number[]): readonly WrittenEntry[] => {
  let ledger: readonly WrittenEntry[] = [];
  for (const asOf of [...new Set(instants)].sort((a, b) => a - b)) {
    const facts = heard.filter(({ heardAt }) => heardAt <= asOf).map(({ fact }) => fact);
    const added = corrections(ledger, judge({ facts, asOf }), asOf);
    ledger = [...ledger, ...added.map((entry, i) => ({ ...asStored(entry), id: ledger.length + i + 1 }))];
  }
  return ledger;
};

/** As it comes back from the database: with its keys in another order. */
const asStored = (entry: LedgerEntry): LedgerEntry =>
  JSON.parse(JSON.stringify({ ...entry, because: reversed(entry.because) })) as LedgerEntry;
const reversed = (object: object): object =>
  Object.fromEntries(
    Object.entries(object)
      .reverse()
      .map(([key, value]) => [key, value && typeof value === 'object' ? reversed(value as object) : value]),
  );

const whenHeard = (heard: readonly Heard[]): readonly number[] => heard.map(({ heardAt }) => heardAt);
const factsOf = (heard: readonly Heard[]): readonly Fact[] => heard.map(({ fact }) => fact);
const said = ({ clock, event, level, at, usedMs }: LedgerEntry) => [clock, event, level, at, usedMs];
const verdicts = (entries: readonly LedgerEntry[]) =>
  entries
    .filter(({ event }) => event !== 'warned')
    .map(said)
    .map(String)
    .sort();

describe('for random histories', () => {
  it('the order in which facts are heard of, and hearing them twice, changes nothing', () => {
    fc.assert(
      fc.property(
        fullHistory.chain((heard) =>
          fc.tuple(fc.constant(heard), fc.shuffledSubarray([...heard], { minLength: heard.length })),
        ),
        ([heard, shuffled]) => {
          const straight = judge({ facts: factsOf(heard), asOf: endOfAll });
          expect(judge({ facts: [...factsOf(shuffled), ...factsOf(heard)], asOf: endOfAll })).toEqual(
            straight,
          );
        },
      ),
    );
  });

  it('the ledger that was written along the way ends by holding what the whole timeline says', () => {
    fc.assert(
      fc.property(fullHistory, fc.array(fc.nat(5 * 1440), { maxLength: 6 }), (heard, looks) => {
        const start = endOfAll - 5 * 1440 * minute;
        const ledger = written(heard, [
          ...whenHeard(heard),
          ...looks.map((n) => start + n * minute),
          endOfAll,
        ]);
        const whole = judge({ facts: factsOf(heard), asOf: endOfAll });
        expect(verdicts(holding(ledger))).toEqual(verdicts(whole.ledger));
        expect(corrections(ledger, whole, endOfAll)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('its sum is the minutes that are reported, corrections and all', () => {
    fc.assert(
      fc.property(fullHistory, (heard) => {
        const ledger = holding(written(heard, [...whenHeard(heard), endOfAll]));
        const { clocks } = judge({ facts: factsOf(heard), asOf: endOfAll });
        for (const [name, clock] of Object.entries(clocks))
          expect(sumOf(ledger, name, day, endOfAll)).toBe(Math.round(clock.businessMinutesUsed * minute));
      }),
      { numRuns: 200 },
    );
  });

  it('what is heard of at once is written once, and nothing is taken back', () => {
    fc.assert(
      fc.property(fullHistory, (heard) => {
        const prompt = heard.map(({ fact }) => ({ fact, heardAt: fact.at }));
        const { ledger } = judge({ facts: factsOf(prompt), asOf: endOfAll });
        // Every instant at which something comes by itself is looked at, as the ticket's one timer does.
        const lived = written(prompt, [...whenHeard(prompt), ...ledger.map(({ at }) => at), endOfAll]);
        expect(lived.filter(({ event }) => event === 'corrected')).toEqual([]);
        expect(lived.map(said).map(String).sort()).toEqual(ledger.map(said).map(String).sort());
      }),
      { numRuns: 200 },
    );
  });

  it('no warning and no level of one set of terms is told twice in one count, however late things are heard of', () => {
    fc.assert(
      fc.property(plainHistory, fc.array(fc.nat(5 * 1440), { maxLength: 6 }), ({ facts }, looks) => {
        const start = endOfAll - 5 * 1440 * minute;
        const ledger = written(facts, [
          ...whenHeard(facts),
          ...looks.map((n) => start + n * minute),
          endOfAll,
        ]);
        // A clock that begins again from nought warns again.
        const counts = (clock: string) =>
          1 + ledger.filter((entry) => entry.clock === clock && entry.level === 'restart').length;
        const told = ledger.filter(({ event }) => event === 'warned');
        for (const { clock, level } of told) {
          const same = told.filter((other) => other.clock === clock && other.level === level);
          expect(same.length).toBeLessThanOrEqual(counts(clock));
        }
      }),
    );
  });

  it('the next instant is never one that has passed, and nothing comes before it', () => {
    fc.assert(
      fc.property(fullHistory, fc.nat(3 * 1440), (heard, n) => {
        const asOf = endOfAll - 5 * 1440 * minute + n * minute;
        const facts = factsOf(heard).filter(({ at }) => at <= asOf);
        const now = judge({ facts, asOf });
        const until = now.next.at ?? endOfAll;
        expect(until).toBeGreaterThan(asOf);
        expect(judge({ facts, asOf: until - 1 }).ledger).toEqual(now.ledger);
        if (now.next.at !== undefined)
          expect(judge({ facts, asOf: until }).ledger.length).toBeGreaterThan(now.ledger.length);
      }),
      { numRuns: 200 },
    );
  });

  it('used minutes and breach are those of a count minute by minute', () => {
    fc.assert(
      fc.property(plainHistory, ({ facts, calendar, resolution }) => {
        const { clocks } = judge({ facts: factsOf(facts), asOf: endOfAll });
        const counted = countResolution(factsOf(facts), calendar, resolution);
        expect(clocks.resolution!.businessMinutesUsed).toBe(counted.used);
        expect(clocks.resolution!.breachedAt).toBe(counted.breachedAt);
      }),
      { numRuns: 100 },
    );
  });
});

/** Minute by minute with nothing but the status; whole minutes, so that nothing falls between. */
const countResolution = (facts: readonly Fact[], calendar: Parameters<typeof isOpen>[0], target: number) => {
  const order = ['registered', 'comment', 'status', 'merged'];
  const sorted = facts
    .filter(({ kind }) => order.includes(kind))
    .sort((a, b) => a.at - b.at || order.indexOf(a.kind) - order.indexOf(b.kind) || (a.key < b.key ? -1 : 1));
  let status: Status = 'new';
  let [merged, used, i] = [false, 0, 0];
  let breachedAt: number | undefined;
  for (let at = sorted[0]!.at; at < endOfAll; at += minute) {
    for (; i < sorted.length && sorted[i]!.at <= at; i++) {
      const fact = sorted[i]!;
      if (fact.kind === 'status') status = fact.to;
      if (fact.kind === 'merged') merged = true;
      if (
        fact.kind === 'comment' &&
        fact.by === 'requester' &&
        fact.visibility === 'public' &&
        !fact.automatic
      )
        if (status === 'waiting_customer') status = 'in_progress';
    }
    const runs = !merged && !isDone(status) && !terms.pauseOn.includes(status);
    if (runs && used >= target) breachedAt ??= at;
    if (runs && isOpen(calendar, at)) used++;
    if (used === target && runs && isOpen(calendar, at) && !movesAt(sorted, at + minute))
      breachedAt ??= at + minute;
  }
  return { used, breachedAt };
};

/** Something that happens at the very instant of the deadline is in time. */
const movesAt = (facts: readonly Fact[], at: number): boolean => facts.some((fact) => fact.at === at);
