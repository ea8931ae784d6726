import { businessCalendar } from '../../../domain/calendar/business-calendar';
import type { WrittenEntry } from '../../../domain/sla/correct';
import type { ClockView } from '../../../domain/sla/clock-view';
import { slaPicture } from '../../../api/web/sla/sla-picture';
import { groupsBy, groupsByTime, breachesOf, excludedOf } from '../../../api/web/reports/report-groups';
import type { Compliance } from '../../../store/reports/compliance';

const nine: readonly (readonly [string, string])[] = [['09:00', '18:00']];
const calendar = businessCalendar({
  timeZone: 'Europe/Moscow',
  week: { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine, sat: [], sun: [] },
  holidays: [],
  exceptions: [],
});
const at = (time: string) => Date.parse(`2026-11-${time}+03:00`);
const entry = (id: number, event: WrittenEntry['event'], time: string, more: Partial<WrittenEntry> = {}) => ({
  id,
  clock: 'resolution',
  event,
  at: at(time),
  because: { kind: 'registered' } as const,
  origin: 'front',
  usedMs: 0,
  order: String(id),
  ...more,
});
const view: ClockView = {
  state: 'running',
  due: at('24T12:00'),
  businessMinutesUsed: 120,
  businessMinutesTarget: 480,
  startedAt: at('23T14:00'),
  counts: true,
};

describe('the picture of a ticket’s clocks', () => {
  // Monday: began at 14:00, stood from 15:00 to 16:00, runs at 17:00; due on Tuesday at noon.
  const entries = [
    entry(1, 'started', '23T14:00'),
    entry(2, 'paused', '23T15:00'),
    entry(3, 'resumed', '23T16:00'),
    entry(4, 'warned', '23T16:30', { level: 50 }),
  ];
  const picture = slaPicture({
    clocks: { resolution: view },
    entries,
    calendar,
    warnAt: [50, 75],
    now: at('23T17:00'),
  })!;
  const [row] = picture.rows;

  test('shows where they ran and stood, in order and without gaps, until now', () => {
    expect(row!.stretches.map(({ kind }) => kind)).toEqual(['runs', 'stands', 'runs']);
    expect(row!.stretches[1]!.from).toBeCloseTo(row!.stretches[0]!.to, 10);
    expect(row!.stretches[2]!.to).toBeCloseTo(picture.now!, 10);
  });

  test('shades the hours in which nothing counts, the night between included', () => {
    expect(picture.closed).toHaveLength(1);
    const [night] = picture.closed;
    const due = row!.marks.find(({ kind }) => kind === 'due')!;
    expect(night!.from).toBeGreaterThan(picture.now!);
    expect(night!.to).toBeLessThan(due.place);
  });

  test('marks what was told, what will be, and what is due', () => {
    expect(row!.marks.map(({ kind, level }) => [kind, level])).toEqual([
      ['warning', 50],
      ['warning', 75],
      ['due', undefined],
    ]);
    // 75 % of 8 hours are 6; 2 are used: 1 more on Monday, 3 on Tuesday.
    expect(row!.marks[1]!.at).toBe(at('24T12:00'));
  });

  test('tells time after the deadline from time before it', () => {
    const late = slaPicture({
      clocks: { resolution: { ...view, state: 'breached', breachedAt: at('24T12:00') } },
      entries: [...entries, entry(5, 'breached', '24T12:00')],
      calendar,
      warnAt: [50, 75],
      now: at('24T15:00'),
    })!;
    expect(late.rows[0]!.stretches.map(({ kind }) => kind)).toEqual(['runs', 'stands', 'runs', 'over']);
    expect(late.rows[0]!.marks.filter(({ kind }) => kind === 'breach')).toHaveLength(1);
  });

  test('is none for a clock that has not started, and bears a year', () => {
    const { startedAt: _, ...idle } = view;
    expect(
      slaPicture({ clocks: { resolution: idle }, entries: [], calendar, warnAt: [], now: at('23T17:00') }),
    ).toBeUndefined();
    const year = slaPicture({
      clocks: { resolution: { ...view, due: at('23T14:00') + 365 * 86_400_000 } },
      entries,
      calendar,
      warnAt: [],
      now: at('23T17:00'),
    })!;
    expect(year.closed.length).toBeGreaterThan(200);
    expect(year.ticks.length).toBeLessThanOrEqual(10);
  });
});

test('reports group tickets by what they share, and tell what did not count and what needs a reason', () => {
  const result = (one: 'met' | 'breached', reason?: string) => ({
    result: one,
    usedMinutes: 10,
    targetMinutes: 5,
    excluded: [{ because: 'status waiting_customer', minutes: 7 }],
    ...(reason && { reason }),
  });
  const ticket = (number: string, service: string | null, day: string, one: 'met' | 'breached') => ({
    ticket: number,
    title: number,
    service,
    priority: 'normal' as const,
    registeredAt: `${day}T10:00:00.000Z`,
    reaction: result('met'),
    resolution: result(one),
  });
  const tickets = [
    ticket('SD-1', 'Сеть', '2026-11-02', 'met'),
    ticket('SD-2', null, '2026-11-01', 'breached'),
    ticket('SD-3', 'Сеть', '2026-11-02', 'breached'),
  ];
  const report = { contract: 'К-1', organisation: 'О', tickets, corrections: [] } as unknown as Compliance;
  expect(
    groupsBy([report], (_, { service }) => service).map(({ label, resolution }) => [label, resolution.share]),
  ).toEqual([
    ['Сеть', 50],
    [null, 0],
  ]);
  expect(groupsByTime([report], { from: '2026-11-01', to: '2026-11-30' }).map(({ label }) => label)).toEqual([
    '2026-11-01',
    '2026-11-02',
  ]);
  expect(groupsByTime([report], { from: '2026-01-01', to: '2026-12-31' })).toHaveLength(1);
  expect(excludedOf([report], 'resolution')).toEqual([{ because: 'status waiting_customer', minutes: 21 }]);
  expect(breachesOf(report).map(({ ticket: number, clock }) => `${number} ${clock}`)).toEqual([
    'SD-2 resolution',
    'SD-3 resolution',
  ]);
});
