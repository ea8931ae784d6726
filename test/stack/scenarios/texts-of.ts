import type { Client } from '../client';
import type { DeskText } from '../desk-person';
import { frontPerson, type SeenTicket } from '../front-person';

/** What was said and attached, as lines that must be the same in all systems; one line for each time. */
export type Lines = readonly string[];

interface File {
  readonly name: string;
  readonly sha256: string;
}

const file = ({ name, sha256 }: File): string => `file ${name} ${sha256.slice(0, 12)}`;

/** What the front shows. */
export const ofFront = async (api: Client, ticket: SeenTicket): Promise<Lines> => {
  const comments = (await frontPerson(api).texts(ticket.number)).filter(({ hidden }) => !hidden);
  const files = [...ticket.attachments, ...comments.flatMap(({ attachments }) => attachments)];
  return [
    ...comments.map(({ visibility, body }) => text(visibility, body)),
    ...files.map(({ filename, sha256 }) => file({ name: filename, sha256 })),
  ];
};

/** What an agent sees in the desk. */
export const ofDesk = (entries: readonly DeskText[]): Lines => [
  ...said(entries),
  ...entries.flatMap(({ files }) => files.map(file)),
];

/** What an executor sees in the tracker. */
export const ofTracker = (
  texts: readonly { readonly visibility: string; readonly text: string }[],
  files: readonly File[],
): Lines => [...said(texts), ...files.map(file)];

/** Our own copies name their author in a first line; an addendum tells of something that cannot be changed there, and is no comment. */
const said = (texts: readonly { readonly visibility: string; readonly text: string }[]): string[] =>
  texts
    .filter((one) => tidy(one.text) !== '')
    .filter((one) => !isAddendum(one.text))
    .map((one) => text(one.visibility, one.text.replace(/^\[[^\n]* · [^\n]*\]\s*\n/, '')));

const isAddendum = (text: string): boolean =>
  /^\[[^\n]*(the description was changed to|an earlier comment was)[^\n]*\]/.test(text);

const text = (visibility: string, body: string): string => `${visibility} “${tidy(body)}”`;
const tidy = (body: string): string => body.replace(/\s+/g, ' ').trim();

/** What is missing in the second, and what stands there once too often. */
export const difference = (wanted: Lines, present: Lines): string[] => {
  const counts = new Map<string, number>();
  for (const line of wanted) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of present) counts.set(line, (counts.get(line) ?? 0) - 1);
  return [...counts].flatMap(([line, left]) =>
    left > 0 ? [`misses ${line}`] : left < 0 ? [`has ${-left} too many: ${line}`] : [],
  );
};
