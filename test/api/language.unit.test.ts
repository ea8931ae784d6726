import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../api/web/language';

const asked = (header: string | undefined, cookie?: string) =>
  ({
    headers: { 'accept-language': header },
    cookies: cookie ? { language: cookie } : {},
  }) as unknown as FastifyRequest;

test.each([
  [undefined, 'ru'],
  ['', 'ru'],
  ['en', 'en'],
  ['en-US,en;q=0.9', 'en'],
  ['de-DE,de;q=0.9', 'ru'],
  ['ru;q=0.3, en;q=0.8', 'en'],
  ['en;q=0, ru', 'ru'],
  ['en;q=nonsense', 'en'],
  ['*', 'ru'],
])('the browser’s %j means %s', (header, language) => {
  expect(languageOf(asked(header), null)).toBe(language);
});

test('the switch beats the browser, the person’s choice beats both', () => {
  expect(languageOf(asked('ru', 'en'), null)).toBe('en');
  expect(languageOf(asked('ru', 'xx'), null)).toBe('ru');
  expect(languageOf(asked('en', 'en'), 'ru')).toBe('ru');
});
