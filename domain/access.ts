import type { Role } from './role';

/** How long a session lives without use, and at the longest. Hours. */
export interface SessionLimits {
  readonly idleHours: number;
  readonly absoluteHours: number;
}

/** A provider of OpenID Connect whom we believe who somebody is. */
export interface OidcSettings {
  /** As its discovery document names it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  /** The button on the sign-in page. */
  readonly label?: string;
  /** The claim whose values say the role; undefined: roles are given here. */
  readonly roleClaim?: string;
  /** Roles by a value of that claim; of several that fit, the first of the file counts. */
  readonly roles: Readonly<Record<string, Role>>;
  /** Makes an account for a member of staff who has none; needs a role of the provider's. */
  readonly createUsers: boolean;
  /** People with a portal account may come this way too. */
  readonly portal: boolean;
  /** The provider asks for a second factor itself: ours is not asked for as well. */
  readonly trustSecondFactor: boolean;
}

/** How people get in. */
export interface AccessSettings {
  readonly sessions: SessionLimits;
  /** Who has no access without a second factor. */
  readonly secondFactorFor: readonly Role[];
  readonly oidc?: OidcSettings;
}

/** What holds where the configuration says nothing. */
export const usualAccess: AccessSettings = {
  sessions: { idleHours: 12, absoluteHours: 168 },
  secondFactorFor: [],
};
