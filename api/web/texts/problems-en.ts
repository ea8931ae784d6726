import { problems, type ProblemKind } from '../../../domain/problem';
import type { ProblemText } from './problems-ru';

const titles: { readonly [kind in ProblemKind]: string } = {
  'field-refused': 'Field not taken',
  'create-refused': 'Record not created',
  'push-refused': 'Push refused',
  'record-failing': 'Record keeps failing',
  'record-hidden': 'Record out of our sight',
  'record-lost': 'Record is gone',
  'record-unreadable': 'Record cannot be read',
  'comment-refused': 'Comment not taken',
  'cannot-hide': 'Comment cannot be hidden',
  'internal-was-public': 'Internal text was visible',
  'unknown-value': 'Unknown value',
  'undo-touched': 'Undone after somebody’s work',
  'hook-not-understood': 'Webhook not understood',
  'contract-refused': 'Contract refused',
  'person-remains': 'A person is named there',
  'person-refused': 'A person stayed named there',
  'file-refused': 'File not taken',
  'file-too-large': 'File left where it is',
  'file-not-given': 'File not given to us',
  credentials: 'Our key is not taken',
  'mail-burst': 'Too many mails',
  'mail-loop': 'Looks like a mail loop',
  'mail-answer-bounced': 'Our answer came back',
  'rerouted-touched': 'Service changed after somebody’s work',
};

const told = (kind: ProblemKind): ProblemText => ({ title: titles[kind], ...problems[kind] });

/** The sentences are those that programs are told. */
export const problemsEn = Object.fromEntries(
  (Object.keys(problems) as ProblemKind[]).map((kind) => [kind, told(kind)]),
) as { readonly [kind in ProblemKind]: ProblemText };
