import type { CannedTexts } from './canned-ru';

export const cannedEn: CannedTexts = {
  title: 'Canned answers',
  open: 'Canned answer',
  find: 'Find an answer',
  findHint: '↑ ↓ choose, Enter inserts, Esc closes',
  none: 'There are no canned answers.',
  add: 'New answer',
  name: 'Name',
  body: 'Text',
  explain: 'May be put in:',
  missing: '—',
  save: 'Save',
  remove: 'Delete',
  changed: 'it was changed meanwhile: open it again',
};
