import { wallTime } from '../calendar/zone';
import type { SlaTexts } from '../record';
import type { ClockView } from './clock-view';

/** Whom and what a ticket is for, as it is known here. */
export interface TicketParties {
  readonly service: string | null;
  readonly organisation: string | null;
  readonly contact: {
    readonly name: string;
    readonly email: string | null;
    readonly phones: readonly string[];
  };
}

/** Fields of other systems are short. */
const longest = 200;
const line = (parts: readonly (string | null)[]): string =>
  [...parts.filter((part) => part !== null && part !== '').join(', ')].slice(0, longest).join('');

/** Service, organisation and contact as one line of text each. */
export const partiesShown = ({ service, organisation, contact }: TicketParties): SlaTexts => ({
  service: line([service]),
  organisation: line([organisation]),
  contact: line([contact.name, contact.email, ...contact.phones]),
});

/** What the records of a ticket show of its contract: the number, and both deadlines by the contract's own clock. */
export const shownOf = (
  contract: { readonly number: string; readonly timeZone: string } | null,
  clocks: { readonly [name: string]: ClockView },
): SlaTexts =>
  contract
    ? {
        contract: contract.number,
        reaction: deadline(clocks.reaction, contract.timeZone),
        resolution: deadline(clocks.resolution, contract.timeZone),
      }
    : { contract: '', reaction: '', resolution: '' };

/** While it is paused a deadline moves with every minute: the word is written once. A deadline that was met or missed stays. */
const deadline = (clock: ClockView | undefined, timeZone: string): string => {
  if (clock?.state === 'paused') return 'paused';
  return clock?.due === undefined ? '' : `${wallTime(clock.due, timeZone)} ${timeZone}`;
};
