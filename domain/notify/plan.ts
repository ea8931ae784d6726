import { withoutTag } from '../mail/address';
import { isNoReply } from '../mail/robot';
import { reason } from '../reason';
import { front } from '../ticket';
import { isForStaffOnly, type Happening } from './event';
import { fits, type TicketFacts } from './fits';
import { isSame, type Person } from './person';
import { isOutside, type Audience, type NotifyRules, type Way } from './rule';

/** One message to one person by one way, or why he gets none. */
export interface Planned {
  readonly person: Person;
  readonly way: Way;
  readonly outside: boolean;
  /** Undefined: it is sent. */
  readonly suppressed?: string;
}

/**
 * Who is told of something, each once by each way. Fails closed: what is internal, or is for staff only, has no row for
 * anybody on the requester's side, whatever rules and wishes say. Nobody is told of his own deed, but who asks for
 * something is told that it was registered.
 */
export const planned = (
  happening: Happening,
  ticket: TicketFacts,
  people: readonly Person[],
  rules: NotifyRules,
): readonly Planned[] => {
  const plans: Planned[] = [];
  for (const person of people) {
    if (!mayKnow(happening, person) || isOwnDeed(happening, person)) continue;
    for (const way of waysTo(happening, ticket, person, rules)) {
      if (plans.some((other) => other.way === way && isSame(other.person, person))) continue;
      const suppressed = why(happening, person, way, rules);
      plans.push({ person, way, outside: isOnRequestersSide(person), ...(suppressed ? { suppressed } : {}) });
    }
  }
  return plans;
};

const isOnRequestersSide = ({ who }: Person): boolean => who !== 'address' && isOutside(who);

const mayKnow = ({ event, visibility }: Happening, person: Person): boolean =>
  !isOnRequestersSide(person) || (visibility === 'public' && !isForStaffOnly(event));

const isOwnDeed = ({ event, doer }: Happening, person: Person): boolean => {
  if (person.who === 'requester' && (event === 'registered' || event === 'oversized')) return false;
  return isSame({ ...doer, ...(doer.email ? { address: doer.email.toLowerCase() } : {}) }, person);
};

const waysTo = (
  happening: Happening,
  ticket: TicketFacts,
  person: Person,
  { rules, email }: NotifyRules,
): readonly Way[] => {
  const { event, target } = happening;
  const ruled =
    target === undefined
      ? rules
          .filter((rule) => rule.event === event && names(rule.to, person))
          .filter((rule) => fits(rule.when, ticket, happening))
          .flatMap(({ by }) => by)
      : (['email', 'live'] as const);
  const wished = Object.entries(person.choices[event] ?? {}).flatMap(([way, wanted]) =>
    wanted ? [way as Way] : [],
  );
  return [...new Set<Way>([...ruled, ...wished])].filter((way) => isPossible(way, person, email));
};

const names = (to: readonly Audience[], { who }: Person): boolean => to.some((one) => one === who);

const isPossible = (way: Way, { login }: Person, email: boolean): boolean => {
  if (way === 'email') return email;
  return way === 'live' && login !== undefined; // webhooks are no persons: see webhooksFor
};

const why = (happening: Happening, person: Person, way: Way, rules: NotifyRules): string | undefined => {
  if (person.choices[happening.event]?.[way] === false) return reason('notWished');
  if (way !== 'email') return undefined;
  const { address } = person;
  if (address === undefined) return reason('noAddress');
  if (isOnRequestersSide(person) && rules.speaker !== front)
    return reason('speaker', { system: rules.speaker });
  if (happening.unanswerable && person.who === 'requester') return happening.unanswerable;
  if (rules.own.includes(address) || rules.own.includes(withoutTag(address).base))
    return reason('ownAddress');
  if (happening.have?.includes(address)) return reason('hasIt');
  if (isNoReply(address)) return reason('nobodyReads');
  return person.badAddress && reason('badAddress', { why: person.badAddress });
};

/** The webhooks that are called: each rule that says so calls all of them, once. */
export const webhooksFor = (
  happening: Happening,
  ticket: TicketFacts,
  rules: NotifyRules,
): readonly string[] =>
  rules.rules.some(
    ({ event, by, when }) =>
      event === happening.event && by.includes('webhook') && fits(when, ticket, happening),
  )
    ? rules.webhooks
    : [];
