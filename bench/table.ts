import type { Line } from './figure';

const columns = [
  ['figure', 'figure'],
  ['what', 'what'],
  ['ours', 'Sagadesk'],
  ['baseline', 'baseline of the same run'],
  ['goal', 'goal'],
  ['verdict', 'verdict'],
] as const;

/** The lines as a Markdown table, which is also readable on a terminal. */
export const tableOf = (lines: readonly Line[]): string => {
  const rows = [
    columns.map(([, title]) => title as string),
    ...lines.map((line) => columns.map(([key]) => line[key])),
  ];
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const text = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [text(rows[0]!), rule, ...rows.slice(1).map(text)].join('\n');
};
