import type { RequestTrackerConfig } from '../system-config';

/** Nobody's (RFC 2606). */
const nobodysDomain = 'anonymised.invalid';

const domainOf = ({ anonymousDomain }: RequestTrackerConfig): string => anonymousDomain ?? nobodysDomain;

/** An address that stands for a person who is anonymous now. */
export const anonymousAddress = (config: RequestTrackerConfig, who: string): string =>
  `anonymised-${who}@${domainOf(config)}`;

/** Is it such an address? Whoever has it is no new requester: the ticket is still that person's. */
export const isAnonymousAddress = (config: RequestTrackerConfig, email: string): boolean =>
  /^anonymised-\d+(-\d+)?$/.test(email.split('@')[0]!) &&
  email.toLowerCase().endsWith(`@${domainOf(config).toLowerCase()}`);
