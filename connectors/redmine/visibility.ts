import type { Visibility } from '../../domain/ticket';
import { outgoing, unixNewlines } from './text';

/** Which notes of a tracker the requester may see (API.md, publicComments); anything else counts as `none`. */
export type PublicComments = 'none' | 'marked' | 'all' | 'correspondence';

/** A note as Redmine holds it, with what its journal says. */
export interface Note {
  readonly notes: string;
  /** Absent where Redmine does not tell: taken as private. */
  readonly isPrivate: boolean | undefined;
  /** The same journal sets a status that closes the issue. */
  readonly closes: boolean;
}

const mark = '@client';
/** Not `@clients`, nor the mention of a user `@client.petrov`: only blank space, the end, a colon or a comma may follow. */
const marked = /^\s*@client(?=[\s:,]|$)[:,]?[ \t]*\n?/i;

/** A zero-width space before text that begins like a mark and is none. */
const guard = '\u200b';
const needsGuard = /^\u200b*\s*@client(?=[\s:,]|$)/i;
const guarded = /^\u200b(?=\u200b*\s*@client(?=[\s:,]|$))/i;

/** Whom a note is meant for, and its text without our mark. Fails closed: what is not surely public is internal. */
export const readNote = (mode: PublicComments, note: Note): { visibility: Visibility; body: string } => {
  const text = unixNewlines(note.notes);
  return {
    visibility: isPublic(mode, note, marked.test(text)) ? 'public' : 'internal',
    body: marked.test(text) ? text.replace(marked, '') : text.replace(guarded, ''),
  };
};

/** A comment of ours as the note to be written: internal is a private note in every mode. */
export const writeNote = (mode: PublicComments, body: string, visibility: Visibility) => {
  const text = outgoing(body);
  const plain = needsGuard.test(text) ? guard + text : text;
  if (visibility !== 'public') return { notes: plain, private_notes: true };
  return { notes: mode === 'marked' ? `${mark}\n${text}` : plain, private_notes: false };
};

const isPublic = (mode: PublicComments, note: Note, hasMark: boolean): boolean => {
  if (note.isPrivate !== false) return false;
  if (mode === 'all') return true;
  return mode === 'marked' && (hasMark || note.closes);
};
