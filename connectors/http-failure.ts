import { reason } from '../domain/reason';
import { ConnectorFailure } from './failure';
import type { Delivery, FailureKind } from './failure';
import type { BrokenExchange, RawAnswer } from './http-exchange';

/** A status that is no success, as the failure that it means; `about` names the request. */
export const failureOfStatus = (about: string, answer: RawAnswer, secrets: readonly string[]) => {
  const [kind, delivery] = meaning(answer.status);
  const text = redact(wordsOf(about, answer), secrets);
  const retryAfterMs = retryAfter(answer);
  return new ConnectorFailure(kind, delivery, text, {
    status: answer.status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
};

/** No answer at all, or only half of one. What ran into a bound of ours is worded as the reasons `silent` and `tooLong`. */
export const failureOfBroken = (about: string, broken: BrokenExchange, secrets: readonly string[]) => {
  const text = redact(`${about}: ${broken.message || 'no connection'}${codeOf(broken)}`, secrets);
  if (broken.reason === 'too-large') return new ConnectorFailure('refused', 'answered', text);
  return new ConnectorFailure('transient', broken.sent ? 'unknown' : 'not-sent', text);
};

const meaning = (status: number): readonly [FailureKind, Delivery] => {
  if (status === 401 || status === 407) return ['credentials', 'answered'];
  // Both systems answer a missing or revoked key with a redirect to their login page when they take us for a browser.
  if (status < 400) return ['credentials', 'answered'];
  if (status === 408 || status === 425 || status === 429) return ['transient', 'answered'];
  if (status < 500 || status === 501) return ['refused', 'answered'];
  // A gateway spoke, not the system: it may still be at work.
  if (status === 500) return ['transient', 'answered'];
  return ['transient', 'unknown'];
};

const wordsOf = (request: string, answer: RawAnswer): string => {
  const [status, said] = [String(answer.status), excerpt(answer)];
  const place = answer.headers.location ? ` to ${answer.headers.location}` : '';
  if (answer.status < 400) return reason('redirected', { request, status: status + place, said });
  if (answer.status === 401) return reason('keyNotAccepted', { request, status, said });
  return `${request}: ${status}${said}`;
};

/** Milliseconds that the system asks us to wait: seconds or an HTTP date (RFC 9110, 10.2.3), at most an hour. */
const retryAfter = ({ headers }: RawAnswer): number | undefined => {
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - clockOf(headers.date);
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), 3_600_000) : undefined;
};

/** An HTTP date is by the system's clock, so it is held against that. */
const clockOf = (date: string | undefined): number => {
  const theirs = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(theirs) ? Date.now() : theirs;
};

const excerpt = ({ body, headers }: RawAnswer): string => {
  const raw = body.subarray(0, 4000).toString('utf8');
  const html = /html/i.test(String(headers['content-type'] ?? ''));
  const text = (html ? raw.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ') : raw)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
  return text === '' ? '' : `: ${text}`;
};

const codeOf = (broken: BrokenExchange): string => {
  const code = (broken.cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && !broken.message.includes(code) ? ` (${code})` : '';
};

const redact = (text: string, secrets: readonly string[]): string =>
  secrets.filter((secret) => secret !== '').reduce((rest, secret) => rest.split(secret).join('***'), text);
