import EmailReplyParser from 'email-reply-parser';
import { cutAt, forwardIntroduction } from './reply-rules';

/** Longer texts are not stripped: nobody writes them by hand, and the rules of a library are not to be trusted with them. */
const longest = 200_000;

/** What was written new in a reply. Where nothing would be left, or what is quoted is answered in between: all of it. */
export const stripReply = (text: string): string => {
  if (text.length > longest || forwardIntroduction.test(text)) return text.trim();
  const lines = text.split('\n');
  const at = cutAt(lines);
  const kept = at === undefined ? lines : lines.slice(0, at);
  if (at !== undefined && answersBelow(lines.slice(at))) return text.trim();
  const stripped = interleaved(kept) ? kept.join('\n') : withoutQuotes(kept.join('\n'));
  return stripped.trim() || kept.join('\n').trim() || text.trim();
};

/** Written below or between what is quoted with `>`: then the quotation is part of what is said. */
const answersBelow = (lines: readonly string[]): boolean => {
  const quotes = lines.map((line) => /^\s*>/.test(line));
  const last = quotes.lastIndexOf(true);
  if (last === -1) return false;
  const below = lines.slice(last + 1).filter((line) => line.trim() !== '');
  const signature = below.findIndex((line) => /^--\s?$/.test(line));
  return (signature === -1 ? below : below.slice(0, signature)).length > 0 || interleaved(lines.slice(1));
};

/** Own lines between two quotations. */
const interleaved = (lines: readonly string[]): boolean => {
  const kinds = lines.filter((line) => line.trim() !== '').map((line) => /^\s*>/.test(line));
  const [first, last] = [kinds.indexOf(true), kinds.lastIndexOf(true)];
  return first !== -1 && kinds.slice(first, last).includes(false);
};

const withoutQuotes = (text: string): string => {
  try {
    return new EmailReplyParser().parseReply(text);
  } catch {
    return text;
  }
};
