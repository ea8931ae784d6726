import fc from 'fast-check';
import {
  addBusinessMinutes,
  businessMinutesBetween,
  isOpen,
  nextClosing,
  nextOpening,
  openHours,
} from '../../../domain/calendar/arithmetic';
import { businessCalendar } from '../../../domain/calendar/business-calendar';
import { everyDay, calendarAndInstant, office, onWeekdays, roundTheClock } from './calendars';
import { minutesOf } from './oracle';

const minute = 60_000;
const at = (text: string): number => Date.parse(text);
const said = (instant: number | undefined): string | undefined =>
  instant === undefined ? undefined : new Date(instant).toISOString().replace(':00.000Z', 'Z');

describe('against every minute counted one by one, in zones that move their clocks', () => {
  const span = 2 * 1440;

  it('business minutes between two instants are the open ones', () => {
    fc.assert(
      fc.property(calendarAndInstant, fc.nat(span), ([definition, start], length) => {
        const calendar = businessCalendar(definition);
        const open = minutesOf(definition, start, length).filter(Boolean).length;
        expect(businessMinutesBetween(calendar, start, start + length * minute)).toBe(open);
        expect(businessMinutesBetween(calendar, start + length * minute, start)).toBe(0 - open);
      }),
      { numRuns: 100 },
    );
  });

  it('a target is due at the first instant by which it has passed, and the way back ends at the last', () => {
    fc.assert(
      fc.property(calendarAndInstant, fc.integer({ min: 1, max: 1500 }), ([definition, start], target) => {
        const calendar = businessCalendar(definition);
        const ahead = minutesOf(definition, start, span);
        const due = nth(ahead, target);
        const answer = addBusinessMinutes(calendar, start, target);
        if (due !== undefined) expect(answer).toBe(start + (due + 1) * minute);
        else expect(answer ?? Infinity).toBeGreaterThan(start + span * minute);

        const behind = [...minutesOf(definition, start - span * minute, span)].reverse();
        const since = nth(behind, target);
        const before = addBusinessMinutes(calendar, start, -target);
        if (since !== undefined) expect(before).toBe(start - (since + 1) * minute);
        else expect(before ?? -Infinity).toBeLessThan(start - span * minute);
      }),
      { numRuns: 60 },
    );
  });

  it('open, next opening and closing, and the open hours in between say the same', () => {
    fc.assert(
      fc.property(calendarAndInstant, ([definition, start]) => {
        const calendar = businessCalendar(definition);
        const ahead = minutesOf(definition, start, span);
        for (const i of [0, 1, 777, span - 1]) expect(isOpen(calendar, start + i * minute)).toBe(ahead[i]);
        const opens = ahead.indexOf(true);
        if (opens >= 0) expect(nextOpening(calendar, start)).toBe(start + opens * minute);
        const closes = ahead.indexOf(false, Math.max(0, opens));
        if (opens >= 0 && closes >= 0) expect(nextClosing(calendar, start)).toBe(start + closes * minute);
        const painted = openHours(calendar, start, start + span * minute).flatMap(({ from, to }) => [
          from,
          to,
        ]);
        const changes = ahead.flatMap((open, i) =>
          open !== (ahead[i - 1] ?? false) ? [start + i * minute] : [],
        );
        expect(painted).toEqual(ahead.at(-1) ? [...changes, start + span * minute] : changes);
      }),
      { numRuns: 100 },
    );
  });

  const nth = (open: readonly boolean[], n: number): number | undefined => {
    let left = n;
    const index = open.findIndex((one) => one && --left === 0);
    return index < 0 ? undefined : index;
  };
});

describe('to the millisecond', () => {
  it('adding and counting are each other’s opposite', () => {
    fc.assert(
      fc.property(
        calendarAndInstant,
        fc.integer({ min: 1, max: 5_000_000_000 }),
        fc.nat(60_000),
        ([definition, start], ms, offset) => {
          const calendar = businessCalendar(definition);
          const due = addBusinessMinutes(calendar, start + offset, ms / minute);
          if (due === undefined) return;
          expect(Math.round(businessMinutesBetween(calendar, start + offset, due) * minute)).toBe(ms);
          expect(businessMinutesBetween(calendar, start + offset, due - 1) * minute).toBeLessThan(ms);
        },
      ),
    );
  });

  it('pieces of a span add up to the whole', () => {
    fc.assert(
      fc.property(
        calendarAndInstant,
        fc.nat(900_000_000),
        fc.nat(900_000_000),
        ([definition, start], first, second) => {
          const calendar = businessCalendar(definition);
          const [a, b, c] = [start, start + first, start + first + second];
          const between = (x: number, y: number) =>
            Math.round(businessMinutesBetween(calendar, x, y) * minute);
          expect(between(a, b) + between(b, c)).toBe(between(a, c));
        },
      ),
    );
  });
});

describe('a target in office hours', () => {
  it('that ends exactly at closing is due at closing', () => {
    expect(said(addBusinessMinutes(office(), at('2026-11-20T14:00:00Z'), 60))).toBe('2026-11-20T15:00Z');
    expect(said(addBusinessMinutes(office(), at('2026-11-20T14:00:00Z'), 61))).toBe('2026-11-23T06:01Z');
  });

  it('takes no minute of the lunch break, the night or the weekend', () => {
    expect(said(addBusinessMinutes(office(), at('2026-11-20T09:30:00Z'), 60))).toBe('2026-11-20T11:30Z');
    expect(said(addBusinessMinutes(office(), at('2026-11-21T10:00:00Z'), 480))).toBe('2026-11-23T15:00Z');
  });

  it('counts back to the opening, not to the closing before', () => {
    expect(said(addBusinessMinutes(office(), at('2026-11-23T07:00:00Z'), -60))).toBe('2026-11-23T06:00Z');
    expect(said(addBusinessMinutes(office(), at('2026-11-23T07:00:00Z'), -61))).toBe('2026-11-20T14:59Z');
  });

  it('of nought minutes is due at once, open or closed', () => {
    expect(addBusinessMinutes(office(), at('2026-11-21T10:00:00Z'), 0)).toBe(at('2026-11-21T10:00:00Z'));
  });

  it('holds fractions of minutes', () => {
    expect(
      businessMinutesBetween(office(), at('2026-11-20T14:59:30.500Z'), at('2026-11-23T06:00:15.250Z')),
    ).toBeCloseTo(0.745833, 6);
  });
});

describe('a day with another order', () => {
  const calendar = office('Europe/Moscow', {
    holidays: [
      { date: '2026-01-01', name: 'New Year' },
      { date: '2026-01-02', name: 'New Year' },
    ],
    exceptions: [
      { date: '2026-01-02', hours: [['10:00', '12:00']], name: 'watch' },
      { date: '2026-01-03', hours: [['22:00', '24:00']], name: 'night shift' },
      { date: '2026-01-04', hours: [['00:00', '02:00']], name: 'night shift' },
    ],
  });

  it('is by exception before holiday before week', () => {
    const open = openHours(calendar, at('2025-12-31T21:00:00Z'), at('2026-01-04T21:00:00Z'));
    expect(open.map(({ from, to }) => `${said(from)} ${said(to)}`)).toEqual([
      '2026-01-02T07:00Z 2026-01-02T09:00Z',
      '2026-01-03T19:00Z 2026-01-03T23:00Z',
    ]);
  });

  it('is one stretch across midnight when 24:00 meets 00:00', () => {
    expect(said(nextClosing(calendar, at('2026-01-03T19:30:00Z')))).toBe('2026-01-03T23:00Z');
  });
});

describe('when the clocks are moved', () => {
  const nights = businessCalendar(everyDay('Europe/Berlin', [['01:00', '04:00']]));

  it('the hour that is left out holds no minutes', () => {
    expect(businessMinutesBetween(nights, at('2026-03-28T23:00:00Z'), at('2026-03-29T10:00:00Z'))).toBe(120);
  });

  it('the hour that comes twice counts twice', () => {
    expect(businessMinutesBetween(nights, at('2026-10-24T22:00:00Z'), at('2026-10-25T10:00:00Z'))).toBe(240);
  });

  it('half an hour is moved on Lord Howe', () => {
    const island = businessCalendar(everyDay('Australia/Lord_Howe', [['00:00', '24:00']]));
    const day = (date: string, next: string) => businessMinutesBetween(island, at(`${date}`), at(`${next}`));
    expect(day('2026-04-04T13:00:00Z', '2026-04-05T13:30:00Z')).toBe(24.5 * 60);
  });

  it('a day that a country leaves out never opens', () => {
    const apia = businessCalendar(
      onWeekdays('Pacific/Apia', [['09:00', '17:00']], {
        exceptions: [{ date: '2011-12-30', hours: [['00:00', '24:00']], name: 'never was' }],
      }),
    );
    expect(businessMinutesBetween(apia, at('2011-12-29T10:00:00Z'), at('2012-01-01T10:00:00Z'))).toBe(8 * 60);
  });
});

describe('a calendar that does not open', () => {
  const closed = businessCalendar(onWeekdays('Europe/Moscow', []));
  const once = businessCalendar(
    onWeekdays('Europe/Moscow', [], {
      exceptions: [{ date: '2026-05-01', hours: [['10:00', '11:00']], name: 'once' }],
    }),
  );

  it('answers that nothing is ever due, either way', () => {
    for (const minutes of [1, -1])
      expect(addBusinessMinutes(closed, at('2026-01-01T00:00:00Z'), minutes)).toBeUndefined();
    expect(nextOpening(closed, at('2026-01-01T00:00:00Z'))).toBeUndefined();
    expect(nextClosing(closed, at('2026-01-01T00:00:00Z'))).toBeUndefined();
    expect(businessMinutesBetween(closed, 0, at('2026-01-01T00:00:00Z'))).toBe(0);
  });

  it('any more answers so after its last hours', () => {
    expect(said(addBusinessMinutes(once, at('2020-01-01T00:00:00Z'), 60))).toBe('2026-05-01T08:00Z');
    expect(addBusinessMinutes(once, at('2020-01-01T00:00:00Z'), 61)).toBeUndefined();
    expect(nextOpening(once, at('2026-05-01T08:00:00Z'))).toBeUndefined();
    expect(said(addBusinessMinutes(once, at('2030-01-01T00:00:00Z'), -60))).toBe('2026-05-01T07:00Z');
  });

  it('within a hundred years answers so quickly', () => {
    const rarely = businessCalendar({
      ...onWeekdays('Europe/Moscow', []),
      week: { mon: [['09:00', '09:01']], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
    });
    expect(addBusinessMinutes(rarely, at('2026-01-01T00:00:00Z'), 1_000_000)).toBeUndefined();
  });
});

describe('round the clock', () => {
  it('has a day of 1440 minutes and no gap at midnight', () => {
    expect(
      businessMinutesBetween(roundTheClock(), at('2026-01-01T00:00:00Z'), at('2026-01-11T00:00:00Z')),
    ).toBe(14_400);
    expect(openHours(roundTheClock(), at('2026-01-01T00:00:00Z'), at('2026-01-11T00:00:00Z'))).toHaveLength(
      1,
    );
    expect(nextClosing(roundTheClock(), at('2026-01-01T00:00:00Z'))).toBeUndefined();
  });
});
