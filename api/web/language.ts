import type { FastifyRequest } from 'fastify';
import type { Language } from '../../store/contacts';
import { languages } from './texts/index';

export const languageCookie = 'language';

/** Chosen by the person, else by the switch on the sign-in page, else by the browser; Russian when it asks for neither. */
export const languageOf = (request: FastifyRequest, chosen: Language | null): Language =>
  chosen ?? known(request.cookies[languageCookie]) ?? preferred(request.headers['accept-language'] ?? '');

export const known = (text: string | undefined): Language | undefined =>
  languages.find((one) => one === text);

/** `de, en;q=0.8, ru;q=0.3` → en (RFC 9110, 12.5.4) */
const preferred = (header: string): Language =>
  header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = Number(/^\s*q=([\d.]+)$/.exec(parameters[0] ?? '')?.[1] ?? 1);
      return { language: known(tag.split('-')[0]), q };
    })
    .filter((one): one is { language: Language; q: number } => one.language !== undefined && one.q > 0)
    .sort((a, b) => b.q - a.q)[0]?.language ?? 'ru';
