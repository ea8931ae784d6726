import type { SystemRules, TextLimit } from './rules';
import { priorities, statuses, type Priority, type RecordField, type Status } from './ticket';

/** A value in our words, or the news that the system used one that nothing of ours is mapped to. */
export type Mapped = { readonly known: true; readonly value: string } | { readonly known: false };

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text.trim());

/** Systems keep titles in one line and end texts as they like; these differences are none. */
export const normaliseText = (field: 'title' | 'description', text: string): string =>
  field === 'title'
    ? text.replace(/\s+/g, ' ').trim()
    : text
        .replace(/\r\n?/g, '\n')
        .replace(/[ \t]+$/gm, '')
        .trimEnd();

/** Cuts a text to the system's limit, never within a character; three dots in its place tell people. */
export const cutTo = (text: string, max: TextLimit | undefined): string => {
  if (max === undefined) return text;
  const [limit, sizeOf] = typeof max === 'number' ? [max, () => 1] : [max.bytes, bytesIn];
  const characters = [...text];
  const sizes = characters.map(sizeOf);
  if (sum(sizes) <= limit) return text;
  let room = limit - sizeOf('…');
  const end = sizes.findIndex((size) => (room -= size) < 0);
  return `${characters.slice(0, end).join('')}…`;
};

const bytesIn = (character: string): number => new TextEncoder().encode(character).length;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Are two values of one system the same to it? Names are compared without regard to case. */
export const sameNative = (field: RecordField, a: string, b: string): boolean =>
  field === 'title' || field === 'description'
    ? normaliseText(field, a) === normaliseText(field, b)
    : same(a, b);

/** What the system should hold for our value. */
export const toNative = (rules: SystemRules, field: RecordField, ours: string): string => {
  if (field === 'status') return rules.status[ours as Status];
  if (field === 'priority') return rules.priority[ours as Priority];
  return cutTo(normaliseText(field, ours), rules.maxLength[field]);
};

/** Does the record's value say the same as ours? Several of ours may share one of theirs. */
export const saysTheSame = (
  rules: SystemRules,
  field: RecordField,
  ours: string,
  native: string | null | undefined,
): boolean => {
  if (native === null || native === undefined) return field === 'description' && ours === '';
  const wanted = toNative(rules, field, ours);
  if (field === 'status') return same(wanted, native);
  if (field === 'priority') return same(wanted, stepOf(rules, native) ?? native);
  return wanted === normaliseText(field, native);
};

/**
 * What the record's value means to us. `current` is what we hold: it stays where it says the same.
 * A numeric priority between two steps is the lower of them.
 */
export const fromNative = (
  rules: SystemRules,
  field: RecordField,
  native: string | null,
  current: string,
): Mapped => {
  if (saysTheSame(rules, field, current, native)) return { known: true, value: current };
  if (field === 'title' || field === 'description')
    return { known: true, value: normaliseText(field, native ?? '') };
  if (native === null) return { known: false };
  if (field === 'priority') return priorityOf(rules, native);
  const status = statuses.find((candidate) => same(rules.status[candidate], native));
  return status ? { known: true, value: status } : { known: false };
};

const priorityOf = (rules: SystemRules, native: string): Mapped => {
  const step = stepOf(rules, native);
  const priority = priorities.find((candidate) => same(rules.priority[candidate], step ?? native));
  return priority ? { known: true, value: priority } : { known: false };
};

/** Of a system whose priorities are numbers, the mapped number that this one belongs to: the nearest lower, else the lowest. */
const stepOf = (rules: SystemRules, native: string): string | undefined => {
  const steps = priorities.map((candidate) => rules.priority[candidate]);
  if (!isNumber(native) || !steps.every(isNumber)) return undefined;
  const ascending = [...steps].sort((a, b) => Number(a) - Number(b));
  return ascending.findLast((step) => Number(step) <= Number(native)) ?? ascending[0];
};
