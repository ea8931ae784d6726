import type { ContractState } from './contract-life';
import { cutTo } from './mapping';

/** A contract as a system shows it that keeps contracts as objects of their own. */
export interface ContractRecord {
  readonly number: string;
  /** For people: with whom, from when to when, for what; one line. */
  readonly text: string;
  /** `withdrawn`: published here, and then refused by another system. */
  readonly state: ContractState | 'withdrawn';
}

/** What makes the text. Days as `2026-12-31`. */
export interface ContractParties {
  readonly organisation: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly services: readonly string[];
}

/** No system takes less than this: RT's descriptions end at 255 bytes without a word. */
const longest = { bytes: 250 };

export const contractText = ({ organisation, startsOn, endsOn, services }: ContractParties): string =>
  cutTo(
    [organisation, `${startsOn} – ${endsOn}`, ...(services.length > 0 ? [services.join(', ')] : [])].join(
      '; ',
    ),
    longest,
  );

/** Does the system show what it should? */
export const sameContract = (wanted: ContractRecord, present: ShownContract): boolean =>
  wanted.number === present.number && wanted.text === present.text.trim() && wanted.state === present.state;

/** As it was read; a state that is none of ours is absent. */
export type ShownContract = Omit<ContractRecord, 'state'> & { readonly state?: ContractRecord['state'] };
