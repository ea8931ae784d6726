import { mayBeSame } from '../../domain/person-name';

it.each([
  ['Анна', 'Петрова Анна Ивановна'],
  ['Артём Орлов', 'артем'],
  ['O’Brien, Pat', 'pat obrien brien'],
])('“%s” may be “%s”', (a, b) => {
  expect(mayBeSame(a, b)).toBe(true);
  expect(mayBeSame(b, a)).toBe(true);
});

it.each([
  ['Анна', 'Борис'],
  ['Анна П.', 'Борис П.'],
  ['', 'Борис'],
  ['—', '—'],
])('“%s” is not “%s”', (a, b) => {
  expect(mayBeSame(a, b)).toBe(false);
});
