import { randomInt } from 'node:crypto';
import { chanceOf, type Chance } from './random';

/** Who works where: irina in the front, olga in the desk, ivan in the tracker. */
export type Who = 'irina' | 'olga' | 'ivan';
export type Visibility = 'public' | 'internal';
export type Edit =
  | { readonly field: 'title'; readonly value: string }
  | { readonly field: 'priority'; readonly value: 'low' | 'normal' | 'high' | 'urgent' }
  | { readonly field: 'status'; readonly value: 'in_progress' | 'waiting_customer' | 'resolved' | 'closed' };

export type Act =
  | { readonly what: 'begin' }
  | { readonly what: 'edit'; readonly edit: Edit }
  | { readonly what: 'say'; readonly visibility: Visibility; readonly text: string }
  | { readonly what: 'attach'; readonly filename: string; readonly seed: number };

/** One thing that one person does to one ticket. */
export interface Planned {
  /** Milliseconds after the beginning; not before. */
  readonly at: number;
  readonly who: Who;
  /** The word in the title by which all three know the ticket. */
  readonly ticket: string;
  readonly act: Act;
}

export interface PlanOptions {
  readonly seed: number;
  /** Stands in every title of this plan and in no other (newMark). */
  readonly mark: string;
  readonly seconds: number;
  readonly actsPerSecond: number;
  readonly who?: readonly Who[];
}

/** What everybody does, in order of time: nothing but the seed decides. */
export const planOf = ({ seed, mark, seconds, actsPerSecond, who }: PlanOptions): readonly Planned[] => {
  const chance = chanceOf(seed);
  const people = who ?? (['irina', 'olga', 'ivan'] as const);
  const born: string[] = [];
  return Array.from({ length: Math.max(1, Math.round(seconds * actsPerSecond)) }, (_, n) => {
    const at = (n * 1000) / actsPerSecond;
    // Everybody works on something; every sixth act begins another ticket. Only the front and the desk begin any.
    if (n < 4 || chance.next() < 1 / 6) {
      born.push(`${mark}${born.length}z`);
      return {
        at,
        who: chance.pick(people.filter((one) => one !== 'ivan')),
        ticket: born.at(-1)!,
        act: { what: 'begin' },
      };
    }
    const one = chance.pick(people);
    // Mostly a recent one, so that people meet on it.
    const ticket = born[chance.between(Math.max(0, born.length - 6), born.length - 1)]!;
    return { at, who: one, ticket, act: actOf(chance, ticket, n) };
  });
};

/** Another one for each run, also of the same seed: suites that share a real system must not take each other's tickets for their own. */
export const newMark = (): string => `k${randomInt(36 ** 6).toString(36)}n`;

/** How a ticket of the plan is called in the beginning. */
export const titleOf = (ticket: string): string => `Заявка ${ticket}`;

const actOf = (chance: Chance, ticket: string, n: number): Act => {
  const kind = chance.next();
  if (kind < 0.45) return { what: 'edit', edit: editOf(chance, ticket, n) };
  if (kind < 0.9)
    return { what: 'say', visibility: chance.pick(['public', 'internal']), text: `слово ${ticket}c${n}` };
  return { what: 'attach', filename: `${ticket}f${n}.bin`, seed: chance.between(0, 2 ** 31) };
};

const editOf = (chance: Chance, ticket: string, n: number): Edit => {
  const field = chance.pick(['title', 'priority', 'status'] as const);
  if (field === 'title') return { field, value: `Заявка ${ticket} №${n}` };
  if (field === 'priority') return { field, value: chance.pick(['low', 'normal', 'high', 'urgent']) };
  return {
    field,
    value: chance.pick(['in_progress', 'in_progress', 'waiting_customer', 'resolved', 'closed']),
  };
};
