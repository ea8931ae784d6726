import type { NotifyEvent } from './event';
import type { Audience, Way } from './rule';

/** What a person wishes for each event, where it is not as the rules say. */
export type Choices = { readonly [event in NotifyEvent]?: { readonly [way in Way]?: boolean } };

/** Somebody who may be told. */
export interface Person {
  readonly who: Audience | 'address';
  readonly contactId?: number;
  readonly userId?: number;
  readonly name: string;
  /** In small letters; undefined: he has none. */
  readonly address?: string;
  /** Of staff: under which the live page knows him. */
  readonly login?: string;
  readonly language: 'ru' | 'en';
  readonly choices: Choices;
  /** Why mail to his address comes back; undefined: it does not. */
  readonly badAddress?: string;
}

/** The same person, whatever he is to the ticket. */
export const isSame = (
  a: { readonly contactId?: number; readonly userId?: number; readonly address?: string },
  b: { readonly contactId?: number; readonly userId?: number; readonly address?: string },
): boolean =>
  (a.userId !== undefined && a.userId === b.userId) ||
  (a.contactId !== undefined && a.contactId === b.contactId) ||
  (a.address !== undefined && a.address === b.address);
