import fc from 'fast-check';
import { addendum, sameText, withAuthor } from '../../domain/comment-text';

it('the author and the origin stand in a first line, the body stays verbatim', () => {
  expect(withAuthor('Анна Петрова', 'Sagadesk', '  as\nwritten ')).toBe(
    '[Анна Петрова · Sagadesk]\n\n  as\nwritten ',
  );
});

it('an addendum says what happened first', () => {
  expect(addendum('Anna · Sagadesk: an earlier comment was changed to', 'new')).toBe(
    '[Anna · Sagadesk: an earlier comment was changed to]\n\nnew',
  );
});

it('a name cannot break out of its line, nor be empty', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, body) => {
      const [line, ...rest] = withAuthor(name, 'x', body).split('\n\n');
      expect(line).toMatch(/^\[.+ · x\]$/s);
      expect(line).not.toContain('\n');
      expect(rest.join('\n\n')).toBe(body);
    }),
  );
  expect(withAuthor(' \n ', 'x', 'b')).toBe('[? · x]\n\nb');
  expect(withAuthor('n'.repeat(500), 'x', 'b').split('\n')[0]!.length).toBeLessThan(130);
});

it('texts that differ in line ends and in space at their ends are the same', () => {
  expect(sameText('a\r\nb  \r\n', '\na\nb')).toBe(true);
  expect(sameText('a\rb', 'a\nb')).toBe(true);
  expect(sameText('a b', 'a  b')).toBe(false);
  expect(sameText('a', 'A')).toBe(false);
});
