import fc from 'fast-check';
import { portalPath } from '../../../../api/web/portal/portal-guard';

test.each([
  '/portal',
  '/portal?whose=organisation',
  '/portal/tickets/SD-1',
  '/portal/new',
  '/attachments/12',
])('%s is a place to go back to', (path) => expect(portalPath(path)).toBe(path));

test.each([
  undefined,
  ['/portal/new'],
  '',
  'portal',
  '//evil.test',
  '/\\evil.test',
  'https://evil.test/portal',
  '/portal@evil.test',
  '/portalevil',
  '/portal/new\\x',
  '/portal/ x',
  '/tickets',
  '/attachments/12/..//evil.test',
  '/portal/sign-in?back=/portal/sign-in',
  '/portal/enter/token',
])('%j is none', (path) => expect(portalPath(path)).toBe('/portal'));

test('whatever it is given, it stays on this host', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { origin } = new URL(portalPath(text), 'http://desk.test');
      expect(origin).toBe('http://desk.test');
    }),
  );
});
