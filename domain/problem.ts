import { filledIn, type NameIn } from './reason';
import { sizesIn } from './size-text';

/**
 * What needs a person: what happened to what, and what to do next. Kept, and told to programs, in English; pages fill the same
 * values into the reader's language (`api/web/problem-text`). `{said}` is a system's answer or a reason of ours, `{field}` a field.
 */
export const problems = {
  'field-refused': {
    message: '{system} did not take the {field} “{value}” for {ticket} (record {record}).',
    advice:
      "Look at the record's rules and our account's rights in {system}; then retry, edit the value for that system, or skip.",
  },
  'create-refused': {
    message: '{system} refused {ticket}: {said}',
    advice:
      'Mend the cause in {system} or in the configuration, then retry. Skip leaves the ticket without a record there.',
  },
  'push-refused': {
    message: '{system} refused {ticket}: {said}',
    advice:
      "Mend the cause in {system} or in the configuration, then retry; edit the named field's value; or skip.",
  },
  'record-failing': {
    message: '{system} answers, but its record of {ticket} has failed for ten minutes: {said}',
    advice: 'Look at the record {record} and the log of {system}, then retry.',
  },
  'record-hidden': {
    message: 'Our account may not see record {record} of {ticket} in {system}.',
    advice: 'Give our account the right to see it, or move it back; then retry. Skip leaves it as it is.',
  },
  'record-lost': {
    message: 'Record {record} of {ticket} is gone from {system}.',
    advice: 'Retry makes a new record there; skip leaves the ticket without one.',
  },
  'record-unreadable': {
    message: '{system} answers, but its record {record} could not be read for ten minutes: {said}',
    advice:
      'Look at that record and the log of {system}; it is tried again every minute, and this goes by itself. Skip gives it up.',
  },
  'comment-refused': {
    message: '{system} did not take a comment of {ticket}: {said}',
    advice: "Check our account's rights in {system}, then retry.",
  },
  'cannot-hide': {
    message: 'A comment of {ticket} became internal, but {system} cannot hide its copy (record {record}).',
    advice: 'Remove or hide it there by hand if it must not be seen; then skip this.',
  },
  'internal-was-public': {
    message: 'An internal comment of {ticket} could be read as public in {system}, and was hidden there.',
    advice: 'Give our account in {system} the right to write private notes; then skip this.',
  },
  'unknown-value': {
    message: '{system} uses the {field} “{value}”, to which nothing of ours is mapped (last met in {place}).',
    advice:
      'Map it under systems.{system}.{setting} in the configuration, or change it in {system}; then retry.',
  },
  'undo-touched': {
    message: '{ticket} was undone, but somebody had worked on its record {record} in {system} meanwhile.',
    advice: 'Retry cancels the record there all the same; skip leaves it as it is.',
  },
  'rerouted-touched': {
    message:
      '{ticket} does not lead to {system} any more since its service changed, but somebody had worked on its record {record} there.',
    advice: 'Retry cancels the record there all the same; skip leaves it as it is.',
  },
  'hook-not-understood': {
    message:
      'A signed webhook of {system} (delivery {delivery}) names no record: it is kept, but nothing was read because of it.',
    advice:
      'Compare the hook that is installed in {system} with the one that comes with Sagadesk, then skip this. The poll finds what it was about.',
  },
  'contract-refused': {
    message: '{system} refused the contract {contract}: {said}',
    advice:
      "Look at our account's rights to contracts in {system} (npm run doctor tells them); then retry here, or edit the contract.",
  },
  'person-remains': {
    message:
      'Contact {contact} was made anonymous. {system} may still name the person in {count} records: {records}.',
    advice:
      'Take the person out there by hand, then skip this. In Request Tracker an administrator opens the requester under Admin, Users, and chooses “Anonymize User”; texts stay in the history there until RT’s shredder removes them. In Redmine edit the description and the notes, and delete files that show the person.',
  },
  'person-refused': {
    message: 'Contact {contact} was made anonymous, but {system} still names the person in {records}: {said}',
    advice:
      'Mend the cause in {system}, most often a right of our account there, then retry. Or take the person out there by hand, then skip this.',
  },
  'file-refused': {
    message: '{system} did not take the file “{file}” ({size}) of {ticket}, record {record}: {said}',
    advice:
      "Everything else goes on; the file can be had from the ticket's page. Look at the limits for files in {system} and at our account's rights, then retry, or skip.",
  },
  'file-too-large': {
    message:
      'A file of {ticket} stays in {system}: “{file}” ({size}) in record {record}. At most {limit} are kept here.',
    advice:
      'Whoever needs it finds it there; give it in smaller parts, or in some other way, to those who may not look there; then skip this.',
  },
  'file-not-given': {
    message: '{system} does not give us the file “{file}” ({size}) of {ticket}, record {record}: {said}',
    advice:
      "Look at the file in {system}, and at our account's rights to it. Attach it once more there, or here, if it is needed; then skip this.",
  },
  credentials: {
    message: '{system} does not take our key any more: {said}',
    advice:
      'Give our account in {system} a valid key and put it into the configuration; everything waiting goes on by itself.',
  },
  'mail-burst': {
    message: 'Mails from {sender} to {mailbox} are held: {said}.',
    advice:
      'Look at them under Mail, state held: take in what is meant for people, ignore the rest, then skip this.',
  },
  'mail-loop': {
    message: 'Mails from {sender} to {mailbox} are held: {said}.',
    advice:
      'Look at them under Mail, state held: take in what is meant for people, ignore the rest, then skip this.',
  },
  'mail-answer-bounced': {
    message: '{sender} does not know that we cannot read his mail {mail}: our answer to him came back.',
    advice: 'Look at mail {mail} under Mail and reach its sender some other way, then skip this.',
  },
} as const;

export type ProblemKind = keyof typeof problems;

type Sentence<K extends ProblemKind> = (typeof problems)[K][keyof (typeof problems)[K]] & string;

/** What a problem's sentences name beside its system. */
export type ProblemValues<K extends ProblemKind = ProblemKind> = K extends ProblemKind
  ? { readonly [name in Exclude<NameIn<Sentence<K>>, 'system'>]: string }
  : never;

/** Long answers of a system are cut. */
const longest = 1500;

/** What is kept of the values: with the system, and nothing without bounds. */
export const problemParams = (
  system: string,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries({ ...values, system }).map(([name, value]) => [name, value.slice(0, longest)]),
  );

/** The English sentences of a problem. */
export const problemSentences = (kind: ProblemKind, params: Readonly<Record<string, string>>) => ({
  message: filledIn(problems[kind].message, { ...params, ...sizesIn(params, 'en') }),
  advice: filledIn(problems[kind].advice, { ...params, ...sizesIn(params, 'en') }),
});
