import { addBusinessMinutes, openHours } from '../../../domain/calendar/arithmetic';
import type { BusinessCalendar } from '../../../domain/calendar/business-calendar';
import { daysAsInstants, dayAt } from '../../../domain/calendar/wall-days';
import type { Because } from '../../../domain/sla/because';
import type { ClockView } from '../../../domain/sla/clock-view';
import { holding, type WrittenEntry } from '../../../domain/sla/correct';
import { stretchesOf } from '../../../domain/sla/ledger';
import type { Instant } from '../../../domain/ticket';

/** A stretch of a clock’s life. Places are parts of the whole width, 0 to 1. */
export interface PictureStretch {
  readonly from: number;
  readonly to: number;
  readonly kind: 'runs' | 'stands' | 'over';
  readonly because: Because;
}

export interface PictureMark {
  readonly place: number;
  readonly at: Instant;
  readonly kind: 'due' | 'warning' | 'breach' | 'met';
  readonly level?: number | string;
}

export interface PictureRow {
  readonly clock: string;
  readonly stretches: readonly PictureStretch[];
  readonly marks: readonly PictureMark[];
}

export interface SlaPicture {
  /** Hours in which nothing counts. */
  readonly closed: readonly { readonly from: number; readonly to: number }[];
  readonly rows: readonly PictureRow[];
  readonly ticks: readonly { readonly place: number; readonly at: Instant; readonly isDay: boolean }[];
  /** Where the present is. */
  readonly now: number | undefined;
}

export interface Pictured {
  readonly clocks: { readonly [name: string]: ClockView };
  readonly entries: readonly WrittenEntry[];
  readonly calendar: BusinessCalendar;
  /** Percent at which the contract warns. */
  readonly warnAt: readonly number[];
  readonly now: Instant;
}

/** More closed hours than this would be a grey haze. */
const mostClosed = 400;

/** The course of all clocks of a ticket on one line of time, from its registration until what is due last. */
export const slaPicture = (pictured: Pictured): SlaPicture | undefined => {
  const span = spanOf(pictured);
  if (!span) return undefined;
  const place = (at: Instant): number => Math.min(1, Math.max(0, (at - span.from) / (span.to - span.from)));
  const { calendar, now } = pictured;
  return {
    closed: closedIn(calendar, span).map(({ from, to }) => ({ from: place(from), to: place(to) })),
    rows: Object.entries(pictured.clocks).map(([clock, view]) => rowOf(pictured, clock, view, place)),
    ticks: ticksIn(calendar.definition.timeZone, span).map((tick) => ({ ...tick, place: place(tick.at) })),
    now: now <= span.to ? place(now) : undefined,
  };
};

interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

const spanOf = ({ clocks, now }: Pictured): Span | undefined => {
  const views = Object.values(clocks);
  const starts = views.flatMap(({ startedAt }) => startedAt ?? []);
  if (starts.length === 0) return undefined;
  const goesOn = views.some(({ state, counts }) => counts || state === 'paused');
  const ends = [
    ...views.flatMap(({ due, metAt, breachedAt }) => [due ?? [], metAt ?? [], breachedAt ?? []].flat()),
    ...(goesOn ? [now] : []),
  ];
  const from = Math.min(...starts);
  const to = Math.max(from + 60_000, ...ends);
  const margin = (to - from) * 0.03;
  return { from: from - margin, to: to + margin };
};

const closedIn = (calendar: BusinessCalendar, { from, to }: Span): readonly Span[] => {
  const open = openHours(calendar, from, to);
  if (open.length > mostClosed) return [];
  const edges = [from, ...open.flatMap((hours) => [hours.from, hours.to]), to];
  return Array.from({ length: edges.length / 2 }, (_, i) => ({
    from: edges[2 * i]!,
    to: edges[2 * i + 1]!,
  })).filter((gap) => gap.to > gap.from);
};

const rowOf = (
  { entries, calendar, warnAt, now }: Pictured,
  clock: string,
  view: ClockView,
  place: (at: Instant) => number,
): PictureRow => {
  const held = holding(entries).filter((entry) => entry.clock === clock);
  const { breachedAt } = view;
  const stretches = stretchesOf(held, clock, calendar, now).flatMap(({ from, to, runs, because }) => {
    const piece = (a: Instant, b: Instant, kind: PictureStretch['kind']) =>
      b > a ? [{ from: place(a), to: place(b), kind, because }] : [];
    if (!runs) return piece(from, to, 'stands');
    const turn = breachedAt === undefined ? to : Math.min(Math.max(breachedAt, from), to);
    return [...piece(from, turn, 'runs'), ...piece(turn, to, 'over')];
  });
  const told = held.flatMap((entry): PictureMark[] =>
    entry.event === 'warned'
      ? [
          {
            place: place(entry.at),
            at: entry.at,
            kind: 'warning',
            ...(entry.level !== undefined && { level: entry.level }),
          },
        ]
      : entry.event === 'breached' || entry.event === 'met'
        ? [{ place: place(entry.at), at: entry.at, kind: entry.event === 'met' ? 'met' : 'breach' }]
        : [],
  );
  const untold = warnAt.filter((level) => !told.some((mark) => mark.level === level));
  const due: PictureMark[] =
    view.due === undefined ? [] : [{ place: place(view.due), at: view.due, kind: 'due' }];
  return { clock, stretches, marks: [...told, ...coming(view, calendar, untold, now, place), ...due] };
};

/** Warnings that lie ahead, if nothing else happens. */
const coming = (
  view: ClockView,
  calendar: BusinessCalendar,
  warnAt: readonly number[],
  now: Instant,
  place: (at: Instant) => number,
): readonly PictureMark[] => {
  if (view.state !== 'running' || view.isHandSet) return [];
  return warnAt.flatMap((level) => {
    const left = (view.businessMinutesTarget * level) / 100 - view.businessMinutesUsed;
    const at = left > 0 && level < 100 ? addBusinessMinutes(calendar, now, left) : undefined;
    return at === undefined ? [] : [{ place: place(at), at, kind: 'warning' as const, level }];
  });
};

const hourMs = 3_600_000;
const steps = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 168, 336, 744, 2190, 8760].map((hours) => hours * hourMs);
const mostTicks = 9;

/** From midnight on in the zone, at round hours or days. */
const ticksIn = (timeZone: string, { from, to }: Span) => {
  const step = steps.find((one) => (to - from) / one <= mostTicks) ?? steps.at(-1)!;
  const day = dayAt(timeZone, from);
  const midnight = daysAsInstants(timeZone, day, day).from;
  const first = Math.ceil((from - midnight) / step);
  const count = Math.floor((to - midnight) / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const at = midnight + (first + i) * step;
    return { at, isDay: step >= 24 * hourMs || dayAt(timeZone, at) !== dayAt(timeZone, at - 60_000) };
  });
};
