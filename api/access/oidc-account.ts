import type { PoolClient } from 'pg';
import type { OidcSettings } from '../../domain/access';
import type { Role } from '../../domain/role';
import {
  linkIdentity,
  portalUsersOf,
  staffByEmail,
  userOfIdentity,
  type KnownUser,
  type Purpose,
} from '../../store/access/identities';
import { portalUserOf } from '../../store/portal/portal-users';
import { contactByEmail } from '../../store/requester';
import { createUser, updateUser } from '../../store/users';
import type { OidcClaims } from './oidc';

/** Why somebody who has proven who he is at the provider does not get in here. */
export type OidcRefusal = 'unverified' | 'unknown' | 'no-role' | 'disabled';

export type OidcAccount = { readonly userId: number } | { readonly refused: OidcRefusal };

/**
 * Whose account it is behind that door: the one that was linked to this subject, else by an address that the provider has
 * verified. A new one is made for staff only where the configuration says so, and for the portal only of a contact whom we know.
 */
export const oidcAccount = async (
  tx: PoolClient,
  settings: OidcSettings,
  claims: OidcClaims,
  purpose: Purpose,
): Promise<OidcAccount> => {
  const linked = await userOfIdentity(tx, settings.issuer, claims.subject, purpose);
  const user = linked ?? (await byAddress(tx, settings, claims, purpose));
  if (typeof user === 'string') return { refused: user };
  if (user.disabled) return { refused: 'disabled' };
  if (user.role === 'portal' && !settings.portal) return { refused: 'unknown' };
  const role = roleOf(settings, claims);
  if (user.role !== 'portal' && settings.roleClaim !== undefined) {
    if (!role) return { refused: 'no-role' };
    if (role !== user.role) await updateUser(tx, user.id, { role });
  }
  if (!linked) await linkIdentity(tx, settings.issuer, claims.subject, user.id);
  return { userId: user.id };
};

const byAddress = async (
  tx: PoolClient,
  settings: OidcSettings,
  claims: OidcClaims,
  purpose: Purpose,
): Promise<KnownUser | OidcRefusal> => {
  const { email, emailVerified } = claims;
  // An address that nobody verified is anybody's: whoever types a colleague's at the provider would be the colleague here.
  if (email === undefined || !emailVerified || email.includes('\0')) return 'unverified';
  if (purpose === 'portal') return portalUser(tx, email);
  const [user, ...others] = await staffByEmail(tx, email);
  if (others.length > 0) return 'unknown';
  return user ?? newUser(tx, settings, claims, email);
};

const newUser = async (
  tx: PoolClient,
  settings: OidcSettings,
  claims: OidcClaims,
  email: string,
): Promise<KnownUser | OidcRefusal> => {
  if (!settings.createUsers) return 'unknown';
  const role = roleOf(settings, claims);
  if (!role) return 'no-role';
  const { rowCount } = await tx.query('select 1 from users where lower(login) = lower($1)', [email]);
  if (rowCount) return 'unknown';
  const id = await createUser(tx, { login: email, name: claims.name ?? email, role, email });
  return { id, role, disabled: false };
};

const portalUser = async (tx: PoolClient, email: string): Promise<KnownUser | OidcRefusal> => {
  const contactId = await contactByEmail(tx, email);
  if (contactId === undefined) return 'unknown';
  const [known] = await portalUsersOf(tx, contactId);
  if (known) return known;
  const id = await portalUserOf(tx, contactId);
  return id === undefined ? 'unknown' : { id, role: 'portal', disabled: false };
};

/** The first of the configuration's values that the claim has. */
export const roleOf = (
  { roleClaim, roles }: Pick<OidcSettings, 'roleClaim' | 'roles'>,
  { all }: Pick<OidcClaims, 'all'>,
): Role | undefined => {
  const claim = roleClaim === undefined ? undefined : all[roleClaim];
  const values = Array.isArray(claim) ? (claim as readonly unknown[]) : [claim];
  return Object.entries(roles).find(([value]) => values.includes(value))?.[1];
};
