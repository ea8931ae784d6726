import { impacts, priorityFrom, urgencies } from '../../domain/priority';
import { priorities } from '../../domain/ticket';

it('a wider impact, or more urgency, never lowers the priority', () => {
  const rankOf = (i: number, u: number) => priorities.indexOf(priorityFrom(impacts[i]!, urgencies[u]!));
  for (let i = 0; i < impacts.length; i += 1)
    for (let u = 0; u < urgencies.length; u += 1) {
      if (i > 0) expect(rankOf(i, u)).toBeGreaterThanOrEqual(rankOf(i - 1, u));
      if (u > 0) expect(rankOf(i, u)).toBeGreaterThanOrEqual(rankOf(i, u - 1));
    }
  expect([priorityFrom('person', 'waits'), priorityFrom('company', 'stands')]).toEqual(['low', 'urgent']);
});
