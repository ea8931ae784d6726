import type { Finding } from '../connectors/port';
import type { Words } from './doctor-words';

/** What was found about one thing: a system, the database, the file. */
export interface Chapter {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** The list that people read, faults first in every chapter. */
export const reportOf = (chapters: readonly Chapter[], words: Words): string => {
  const all = chapters.flatMap(({ findings }) => findings);
  const count = (level: Finding['level']) => all.filter((finding) => finding.level === level).length;
  const end = `${words.faults}: ${count('fault')}, ${words.warnings}: ${count('warning')}`;
  return [...chapters.map((chapter) => chapterText(chapter, words)), end].join('\n\n');
};

export const hasFaults = (chapters: readonly Chapter[]): boolean =>
  chapters.some(({ findings }) => findings.some(({ level }) => level === 'fault'));

const order = ['fault', 'warning', 'ok'] as const;

const chapterText = ({ title, findings }: Chapter, words: Words): string => {
  const sorted = order.flatMap((level) => findings.filter((finding) => finding.level === level));
  return [title, ...sorted.map((finding) => findingText(finding, words))].join('\n');
};

const findingText = (finding: Finding, words: Words): string => {
  const { level, key } = finding;
  const { message, advice } = (words.language === 'ru' && finding.inRussian) || finding;
  const mark = words[level].padEnd(Math.max(...order.map((l) => words[l].length)));
  const first = `  ${mark}  ${key === '' ? '' : `${key}: `}${message}`;
  return advice === undefined ? first : `${first}\n  ${' '.repeat(mark.length)}  ${words.advice}: ${advice}`;
};
