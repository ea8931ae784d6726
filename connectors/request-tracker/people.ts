import type { Actor } from '../../domain/record';
import { text } from './json';
import type { Json } from './json';

/** Asked for wherever RT names a user, so that no second request is needed. */
export const personFields = 'Name,EmailAddress,RealName';

/** RT's own user for what its rules do (id 1 in every installation). */
const systemName = 'RT_System';

/** A user as RT's answers show him (with `personFields`), seen from our account. */
export const actorOf = (user: Json, ourName: string): Actor => {
  const id = text(user.Name) || text(user.id);
  const email = text(user.EmailAddress);
  return {
    id,
    name: text(user.RealName) || id || '?',
    ...(email === '' ? {} : { email }),
    isOurAccount: id === ourName,
    isSystem: id === systemName,
  };
};

/**
 * What RT takes as a requestor: it makes a user of an unknown address and gives him this name. Nobody without an address:
 * RT would drop him silently.
 */
export const requestorOf = (person: { readonly name: string; readonly email?: string } | undefined) => {
  const email = person?.email?.trim() ?? '';
  // One plain address only: RT would read a list.
  if (person === undefined || !/^[^\s<>,;:"()\\@]+@[^\s<>,;:"()\\@]+$/.test(email)) return undefined;
  // RT keeps a backslash before a quote in the name, so neither may be there.
  const name = person.name
    .replace(/["\\]/g, "'")
    .replace(/[<>\p{Cc}]/gu, ' ')
    .trim();
  return name === '' ? email : `"${name}" <${email}>`;
};
