import { corrections, holding, type NewEntry, type WrittenEntry } from '../../../domain/sla/correct';
import type { Fact } from '../../../domain/sla/fact';
import { inWords } from '../../../domain/sla/in-words';
import { judge, type Judgement } from '../../../domain/sla/judge';
import { at, comment, registered, rules, said, status, under } from './timeline';

const born = [registered('09:00'), under('09:00', rules()), comment('09:01')];
const keep = (written: readonly WrittenEntry[], added: readonly NewEntry[]): readonly WrittenEntry[] => [
  ...written,
  ...added.map((entry, i) => ({ ...entry, id: written.length + i + 1 })),
];
const lines = (entries: readonly NewEntry[]) =>
  entries.map(({ at: when, event, level, isLate }) =>
    [said(when), event, ...(level === undefined ? [] : [level]), ...(isLate ? ['late'] : [])].join(' '),
  );

/** The resolution ledger of a ticket that is looked at at these instants, with what is known by then. */
const watched = (looks: readonly (readonly [string, readonly Fact[], Judgement['next']?])[]) =>
  looks.reduce<readonly WrittenEntry[]>((written, [when, facts]) => {
    const judgement = judge({ facts: [...born, ...facts], asOf: at(when) });
    const mine = { ...judgement, ledger: judgement.ledger.filter(({ clock }) => clock === 'resolution') };
    return keep(written, corrections(written, mine, at(when)));
  }, []);

describe('a warning that an outage kept back', () => {
  it('comes once, and is marked late', () => {
    const before = watched([['09:05', []]]);
    const judgement = judge({ facts: born, asOf: at('16:30') });
    const added = corrections(before, judgement, at('16:30')).filter(({ clock }) => clock === 'resolution');
    expect(lines(added)).toEqual([
      '11-20 13:00 warned 50 late',
      '11-20 15:00 warned 75 late',
      '11-20 16:12 warned 90 late',
    ]);
  });

  it('in time is not', () => {
    expect(
      lines(
        watched([
          ['09:00', []],
          ['13:00', []],
        ]),
      ),
    ).toEqual(['11-20 09:00 started', '11-20 13:00 warned 50']);
  });
});

describe('a fact that is heard of late', () => {
  const paused = [status('12:00', 'waiting_customer'), status('16:00', 'in_progress')];

  it('takes a breach back by a correction of today and moves what follows, and nothing written is changed', () => {
    const before = watched([
      ['09:00', []],
      ['17:00', []],
    ]);
    const judgement = judge({ facts: [...born, ...paused], asOf: at('17:30') });
    const added = corrections(before, judgement, at('17:30')).filter(({ clock }) => clock === 'resolution');
    expect(lines(added)).toEqual([
      '11-20 17:30 corrected',
      '11-20 12:00 paused late',
      '11-20 16:00 resumed late',
    ]);
    expect(inWords(added[0]!.because)).toBe(
      '“breached” of 2026-11-20T17:00:00Z does not hold: status waiting_customer, by staff, at 2026-11-20T12:00:00Z in helpdesk, heard of only afterwards',
    );
    expect(added[0]!.usedMs).toBe(270 * 60_000);
    expect(judgement.clocks.resolution).toMatchObject({ state: 'running', due: at('11-23 12:00') });
  });

  it('does not tell again whom a warning has reached already', () => {
    const ledger = watched([
      ['09:00', []],
      ['17:00', []],
      ['17:30', paused],
      ['11-24 12:00', paused],
    ]);
    const warned = ledger.filter(({ event }) => event === 'warned').map(({ level }) => level);
    expect(warned).toEqual([50, 75, 90]);
    expect(
      holding(ledger)
        .filter(({ event }) => event === 'breached')
        .map((entry) => said(entry.at)),
    ).toEqual(['11-23 12:00']);
  });

  it('that moves a breach names the one that it takes the place of', () => {
    const before = watched([
      ['09:00', []],
      ['17:00', []],
    ]);
    const judgement = judge({
      facts: [...born, status('12:00', 'waiting_customer'), status('12:30', 'in_progress')],
      asOf: at('18:00'),
    });
    const breach = corrections(before, judgement, at('18:00')).find(
      ({ event, clock }) => event === 'breached' && clock === 'resolution',
    )!;
    expect([said(breach.at), breach.instead]).toEqual([
      '11-20 17:30',
      before.find(({ event }) => event === 'breached')!.id,
    ]);
  });

  it('also corrects a ticket that was judged long ago', () => {
    const resolved = status('16:00', 'resolved');
    const before = watched([['16:00', [resolved]]]);
    const late = [resolved, status('12:00', 'waiting_customer'), status('13:00', 'in_progress')];
    const judgement = judge({ facts: [...born, ...late], asOf: at('12-20 12:00') });
    const ledger = keep(before, corrections(before, judgement, at('12-20 12:00')));
    expect(
      holding(ledger).findLast(({ event, clock }) => event === 'met' && clock === 'resolution'),
    ).toMatchObject({
      at: at('16:00'),
      usedMs: 360 * 60_000,
    });
  });

  it('of two hours of outage changes no verdict', () => {
    const answer = comment('09:45', 'staff', { origin: 'tracker' });
    const facts = [
      registered('09:00'),
      under('09:00', rules()),
      answer,
      status('15:00', 'resolved', 'staff', 'tracker'),
    ];
    const prompt = judge({ facts, asOf: at('17:00') });
    const blind = judge({ facts: facts.slice(0, 2), asOf: at('11:45') });
    expect(blind.clocks.reaction!.state).toBe('breached');
    const written = keep([], corrections([], blind, at('11:45')));
    const after = keep(written, corrections(written, prompt, at('17:00')));
    expect(
      holding(after)
        .map(({ clock, event }) => `${clock} ${event}`)
        .sort(),
    ).toEqual(
      [
        ...prompt.ledger.map(({ clock, event }) => `${clock} ${event}`),
        'reaction warned',
        'reaction warned',
      ].sort(),
    );
  });
});

describe('while a linked system is out of reach', () => {
  const until = (read: string) => ({ facts: born, readUntil: { tracker: at(read) } });

  it('a breach is unconfirmed, until the system has been read past it', () => {
    const blind = judge({ ...until('16:00'), asOf: at('17:00') });
    expect(blind.clocks.resolution).toMatchObject({ state: 'breached', unconfirmed: true });
    const written = keep([], corrections([], blind, at('17:00')));
    expect(written.find(({ event }) => event === 'breached')).toMatchObject({ unconfirmed: true });

    const still = judge({ ...until('16:59'), asOf: at('17:30') });
    expect(corrections(written, still, at('17:30'))).toEqual([]);

    const seen = judge({ ...until('17:00'), asOf: at('18:00') });
    expect(seen.clocks.resolution).not.toHaveProperty('unconfirmed');
    const added = corrections(written, seen, at('18:00'));
    expect(lines(added)).toEqual(['11-20 18:00 corrected confirmed']);
    expect(inWords(added[0]!.because)).toBe(
      'the breach of 2026-11-20T17:00:00Z is confirmed: all linked systems have been read since',
    );
    const confirmed = keep(written, added);
    expect(corrections(confirmed, judge({ facts: born, asOf: at('19:00') }), at('19:00'))).toEqual([]);
    expect(holding(confirmed)).toHaveLength(written.length);
  });

  it('one that turns out otherwise is taken back', () => {
    const blind = judge({ ...until('16:00'), asOf: at('17:00') });
    const written = keep([], corrections([], blind, at('17:00')));
    const facts = [...born, status('16:30', 'resolved', 'staff', 'tracker')];
    const added = corrections(written, judge({ facts, asOf: at('17:20') }), at('17:20'));
    expect(lines(added)).toEqual(['11-20 17:20 corrected', '11-20 16:30 met late']);
  });
});
