import { deadlinesOf, nextDeadline } from '../../../../api/web/portal/deadline';
import { portalEn } from '../../../../api/web/texts/portal-en';
import type { ClockView } from '../../../../domain/sla/clock-view';
import type { Status } from '../../../../domain/ticket';
import type { TicketView } from '../../../../store/ticket-view';

const words = portalEn.deadline;
const running: ClockView = {
  state: 'running',
  due: 100,
  businessMinutesUsed: 1,
  businessMinutesTarget: 60,
  counts: true,
};
const met = { ...running, state: 'met', metAt: 50, counts: false } as const;
const ticket = (status: Status, clocks: Record<string, ClockView>) =>
  ({ status, sla: { clocks } }) as unknown as TicketView;
const said = (status: Status, reaction: ClockView, resolution: ClockView) =>
  deadlinesOf(ticket(status, { reaction, resolution }), words);

test('what was promised is told with its instant', () => {
  expect(said('new', running, { ...running, due: 200 })).toEqual([
    { words: words.answer, at: 100 },
    { words: words.solve, at: 200 },
  ]);
  expect(nextDeadline(ticket('in_progress', { reaction: met, resolution: running }), words)).toEqual({
    words: words.solve,
    at: 100,
  });
});

test('a promise that was broken is told as such, but not before that is certain', () => {
  const late = { ...running, state: 'breached', breachedAt: 100 } as const;
  expect(said('in_progress', met, late)[1]).toEqual({ words: words.late, at: 100, late: true });
  expect(said('in_progress', met, { ...late, unconfirmed: true })[1]).toEqual({
    words: words.solve,
    at: 100,
  });
});

test('a clock that stands is told with the reason that he can change', () => {
  const paused = { ...running, state: 'paused', counts: false } as const;
  expect(said('waiting_customer', met, paused)[1]).toEqual({ words: words.waitsForYou });
  expect(said('waiting_supplier', met, paused)[1]).toEqual({ words: words.stands });
});

test('nothing is told where nothing was promised, or is due any more', () => {
  expect(deadlinesOf({ status: 'new' } as TicketView, words)).toEqual([]);
  expect(said('cancelled', running, running)).toEqual([]);
  expect(nextDeadline(ticket('closed', { reaction: met, resolution: met }), words)).toBeUndefined();
});
