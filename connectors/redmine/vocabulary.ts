import { reason } from '../../domain/reason';
import type { SlaField } from '../../domain/ticket';
import { ConnectorFailure } from '../failure';
import { sameName } from './text';

export interface Status {
  readonly id: number;
  readonly name: string;
  readonly isClosed: boolean;
}

interface Named {
  readonly id: number;
  readonly name: string;
}

/** The words of one Redmine, as discovered; what the configuration names and Redmine does not have is absent. */
export interface Vocabulary {
  readonly statuses: readonly Status[];
  readonly priorities: readonly Named[];
  readonly project: Named;
  readonly tracker?: Named;
  readonly keyField?: Named;
  /** The fields for contract and deadlines, of those that are configured. */
  readonly slaFields: { readonly [field in SlaField]?: Named };
}

/** Name of a status or priority id. One that was deleted keeps its number: somebody's history still names it. */
export const nameOf = (words: readonly Named[], id: string | number | null | undefined): string | null =>
  id === null || id === undefined || id === ''
    ? null
    : (words.find((word) => String(word.id) === String(id))?.name ?? `#${id}`);

/** Is the name one of these words? */
export const has = (words: readonly Named[], name: string): boolean =>
  words.some((word) => sameName(word.name, name));

/**
 * The id to be written. Throws `refused` for an unknown name, without sending anything: Redmine would answer 204 to an
 * unknown status, and put a new issue into its first tracker for an unknown tracker.
 */
export const idOf = (words: readonly Named[], name: string, field: string): number => {
  const word = words.find((candidate) => sameName(candidate.name, name));
  if (word) return word.id;
  const known = words.map((candidate) => candidate.name).join(', ');
  throw new ConnectorFailure('refused', 'not-sent', reason('noWord', { field, name, known }), { field });
};

/** What must be there before anything is created. Throws `refused`. */
export const required = <T>(word: T | undefined, field: string, wanted: string): T => {
  if (word !== undefined) return word;
  const why = reason('nothingNamed', { field, name: wanted });
  throw new ConnectorFailure('refused', 'not-sent', why, { field });
};
