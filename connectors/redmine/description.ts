import type { Language } from '../../domain/language';
import { outgoing, unixNewlines } from './text';

/** What our footer says: the links back (one, unless a person pasted another), and the person who asked, for whom Redmine has no field. */
export interface Footer {
  readonly links: readonly string[];
  readonly requester?: string;
}

/** A record's description, taken apart. */
export interface Description extends Footer {
  /** The person's own text. */
  readonly text: string;
}

const linkMark = 'Sagadesk: ';
const requesterMarks = { en: 'Sagadesk requester: ', ru: 'Sagadesk, заявитель: ' } as const;

/** A zero-width space before words of somebody's own text that look like our footer; taken off again on reading. */
const guard = '\u200b';
const lookalike = /(?=Sagadesk(?: requester|, заявитель)?: )/g;
const guarded = /\u200b(?=Sagadesk(?: requester|, заявитель)?: )/g;

const piece = String.raw`(?<!\u200b)(?:Sagadesk: (https?:\/\/\S+)|Sagadesk(?: requester|, заявитель): ([^\n]*))`;
/** Lines of the footer with the newlines that set them off, wherever a person's edits have put them. */
const block = new RegExp(String.raw`\n{0,2}${piece}(?:[ \t]*\n${piece})*`, 'g');

/** The description with our footer at its end. `readDescription` gives back exactly `text` (newlines as LF). */
export const writeDescription = (text: string, footer: Footer, language: Language): string => {
  const body = outgoing(text).replace(lookalike, guard);
  return [body, ...footerLines(footer, language)].filter((part) => part !== '').join('\n\n');
};

/** The person's text without our footer, and what the footer said. */
export const readDescription = (raw: string): Description => {
  const text = unixNewlines(raw);
  const found = [...text.matchAll(new RegExp(piece, 'g'))];
  const requester = found.map((match) => match[2]?.trim()).find((name) => name);
  return {
    text: withoutFooter(text).replace(guarded, ''),
    links: [...new Set(found.flatMap((match) => match[1] ?? []))],
    ...(requester === undefined ? {} : { requester }),
  };
};

/** One line that names the requester. */
export const requesterLine = (who: { readonly name: string; readonly email?: string }): string =>
  outgoing([who.name, who.email === undefined ? '' : `<${who.email}>`].join(' '))
    .replace(/\s+/g, ' ')
    .trim();

const footerLines = ({ links, requester }: Footer, language: Language): readonly string[] => {
  const lines = [
    ...links.map((link) => linkMark + link),
    ...(requester ? [requesterMarks[language] + requester] : []),
  ];
  return lines.length === 0 ? [] : [lines.join('\n')];
};

const withoutFooter = (text: string): string => {
  let rest = '';
  let at = 0;
  for (const match of text.matchAll(block)) {
    rest += text.slice(at, match.index);
    at = match.index + match[0].length;
    // At the very top the newlines that set it off stand behind it.
    if (rest === '') at += /^\n{0,2}/.exec(text.slice(at, at + 2))?.[0].length ?? 0;
  }
  return rest + text.slice(at);
};
