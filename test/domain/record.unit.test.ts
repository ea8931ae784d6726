import { beforeOldest, compareEntries } from '../../domain/record';

it('history ids are compared as numbers of any length', () => {
  expect(compareEntries('9', '10')).toBe(-1);
  expect(compareEntries('90071992547409931', '90071992547409930')).toBe(1);
  expect(compareEntries('', '0')).toBe(0);
});

it('all of some entries are read from just before the lowest of them; where nothing comes before it, there is no such id', () => {
  expect(beforeOldest(['12', '9', '10'])).toBe('8');
  expect(beforeOldest(['0', '3'])).toBeUndefined();
  expect(beforeOldest([])).toBeUndefined();
});
