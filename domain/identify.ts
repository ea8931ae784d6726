import type { Ownership } from './link-back';
import type { Instant } from './ticket';
import type { TicketKey } from './ticket-key';

/** What is known when a record without a link is met. */
export interface Sighting {
  readonly role: 'desk' | 'tracker';
  readonly key: TicketKey | undefined;
  /** Something stands in its key field, be it a key of ours or not. */
  readonly hasKey: boolean;
  readonly ownership: Ownership;
  /** The ticket that the key names, as far as we have it. */
  readonly keyTicket?: {
    /** The link with exactly this key in this system, and whether its record is known. */
    readonly link?: { readonly hasRecord: boolean };
    readonly linksInSystem: number;
  };
  /** A create of ours with open outcome could be this record: our account, after it began, its title, no key. */
  readonly couldBeOurs: boolean;
  readonly inScope: boolean;
  /** Another system of ours at the same place (a second project there) has it, or is just making it. */
  readonly isElsewhere?: boolean;
  readonly isDone: boolean;
  readonly createdAt: Instant;
}

export interface RegistrationRule {
  /** Records born there become tickets. */
  readonly registers: boolean;
  /** When the system was first looked at. */
  readonly firstSeenAt: Instant;
  readonly from: 'open' | Instant;
}

export type Identity =
  /** The change waits: a create of ours is not settled yet. */
  | { readonly is: 'undecided' }
  | { readonly is: 'ours-being-created' }
  /** A further record of an existing ticket, to get a key of its own. */
  | { readonly is: 'further-record' }
  | { readonly is: 'new-ticket' }
  | { readonly is: 'left-alone'; readonly because: 'foreign' | 'outOfScope' | 'notRouted' | 'beforeOurTime' };

/** Which ticket does a record without a link belong to? In the order of DESIGN section 4. */
export const identify = (seen: Sighting, rule: RegistrationRule): Identity => {
  if (seen.ownership === 'foreign') return { is: 'left-alone', because: 'foreign' };
  if (seen.isElsewhere) return { is: 'left-alone', because: 'outOfScope' };
  if (seen.key && seen.keyTicket) {
    if (seen.keyTicket.link && !seen.keyTicket.link.hasRecord) return { is: 'ours-being-created' };
    if (seen.role === 'tracker' || seen.keyTicket.linksInSystem === 0) return { is: 'further-record' };
  }
  // Somebody else's key, in a field that is somebody else's then: such a record is never written to.
  if (seen.hasKey && !seen.keyTicket && seen.ownership !== 'ours')
    return { is: 'left-alone', because: 'foreign' };
  if (seen.couldBeOurs) return { is: 'undecided' };
  return registration(seen, rule);
};

const registration = (seen: Sighting, rule: RegistrationRule): Identity => {
  if (!seen.inScope) return { is: 'left-alone', because: 'outOfScope' };
  if (!rule.registers) return { is: 'left-alone', because: 'notRouted' };
  const since = rule.from === 'open' ? rule.firstSeenAt : rule.from;
  const isOld = seen.createdAt < since && !(rule.from === 'open' && !seen.isDone);
  return isOld ? { is: 'left-alone', because: 'beforeOurTime' } : { is: 'new-ticket' };
};
