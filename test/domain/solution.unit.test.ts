import { mayConfirm, mayRate, mayReject, reopenDays } from '../../domain/solution';
import { statuses } from '../../domain/ticket';

const day = 86_400_000;
const now = Date.parse('2026-11-29T10:00:00Z');
const closed = (days: number) => ({ status: 'closed', closedAt: new Date(now - days * day) }) as const;

test('only what is resolved is confirmed', () => {
  const confirmed = statuses.filter((status) => mayConfirm({ status, closedAt: null }));
  expect(confirmed).toEqual(['resolved']);
});

test('what is resolved is rejected, and what was closed a short while ago; what was called off stays so', () => {
  const rejected = statuses.filter((status) => mayReject({ status, closedAt: new Date(now - day) }, now));
  expect(rejected).toEqual(['resolved', 'closed']);
  expect(mayReject(closed(reopenDays - 0.1), now)).toBe(true);
  expect(mayReject(closed(reopenDays + 0.1), now)).toBe(false);
});

test('what is done is rated', () => {
  expect(statuses.filter((status) => mayRate({ status }))).toEqual(['resolved', 'closed']);
});
