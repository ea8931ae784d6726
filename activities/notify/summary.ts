import { notifyWords } from '../../domain/notify/words';
import type { Part } from './part';

/** So many are named, the others counted. */
const mostNamed = 100;

/** Many tickets in one mail: a storm of deadlines, or the digest of an hour or a day. */
export const summaryOf = (
  parts: readonly Part[],
  language: 'ru' | 'en',
  company: string,
): { readonly subject: string; readonly text: string; readonly footer: string } => {
  const words = notifyWords[language];
  const isOfClocks = parts.every(({ row }) => row.bundle === 'clocks');
  const tickets = new Set(parts.map(({ row }) => row.ticketId)).size;
  const lines = isOfClocks ? parts.map((part) => clockLine(part, language)) : parts.map(({ text }) => text);
  const rest = lines.length - mostNamed;
  const named = [...lines.slice(0, mostNamed), ...(rest > 0 ? [words.more(rest)] : [])];
  return {
    subject: isOfClocks ? words.many(tickets) : (only(parts) ?? words.digest(parts.length)),
    text: named.join(isOfClocks ? '\n' : '\n\n'),
    footer: company,
  };
};

/** Of one message its first line. */
const only = ([first, ...more]: readonly Part[]): string | undefined =>
  first && more.length === 0 ? first.text.split('\n')[0]!.slice(0, 200) : undefined;

const clockLine = ({ row, ticket, text }: Part, language: 'ru' | 'en'): string => {
  const words = notifyWords[language];
  if (!ticket) return text;
  const { level, clock } = row.detail;
  const what =
    row.event === 'breach' ? words.breach : row.event === 'warning' ? words.warning : words.escalation;
  const which = clock ? ` (${words.clock[clock] ?? clock})` : '';
  return `${ticket.number} ${ticket.title} — ${what}${level ? ` ${level}` : ''}${which}`;
};
