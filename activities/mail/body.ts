import type { MailFile } from '../../domain/mail/parsed';
import { restOfText } from './words';

/** What a ticket's text may have: the search in it has a limit, and nobody reads more. Characters. */
const longest = 100_000;

/** A text that a ticket can hold; of a longer one the beginning, and the whole of it as a file. */
export const bodyOf = (
  text: string,
  language: 'ru' | 'en',
): { readonly body: string; readonly whole?: MailFile } => {
  if (text.length <= longest) return { body: text };
  return {
    body: `${[...text.slice(0, longest + 1)].slice(0, -1).join('')}\n\n${restOfText(language)}`,
    whole: { filename: 'mail.txt', mediaType: 'text/plain', bytes: Buffer.from(text, 'utf8'), inline: false },
  };
};
