import { keptAs, relations, seenFrom } from '../../domain/relation';
import { asksReason } from '../../domain/status-reason';
import { statuses } from '../../domain/ticket';

describe('how tickets hang together', () => {
  const other = {
    related: 'related',
    blocks: 'blocked_by',
    blocked_by: 'blocks',
    caused_by: 'causes',
    causes: 'caused_by',
  } as const;

  test.each(relations)(
    '“%s” reads the same where it was said, and its other side at the other end',
    (said) => {
      const kept = keptAs(said, 1, 2);
      expect([seenFrom(kept, 1), seenFrom(kept, 2)]).toEqual([said, other[said]]);
    },
  );
});

describe('the reason of a status', () => {
  test('is asked for where somebody waits, gives up, or begins again', () => {
    const asked = statuses.filter((to) => asksReason('in_progress', to));
    expect(asked).toEqual(['waiting_customer', 'waiting_supplier', 'cancelled']);
    expect(asksReason('closed', 'in_progress')).toBe(true);
    expect(asksReason('resolved', 'closed')).toBe(false);
    expect(asksReason('waiting_customer', 'waiting_customer')).toBe(false);
  });
});
