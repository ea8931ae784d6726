import Type from 'typebox';
import type { Static } from 'typebox';
import { usualAccess, type AccessSettings, type OidcSettings } from '../domain/access';
import { roles } from '../domain/role';
import type { ConfigDocument } from '../platform/config/document';

const text = (description: string) => Type.String({ minLength: 1, description });
const closed = { additionalProperties: false } as const;
const hours = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: 8_760, description }));
const yes = (description: string) => Type.Optional(Type.Boolean({ description }));
const staffRoles = roles.filter((role) => role !== 'portal');

const oidcSchema = Type.Object(
  {
    issuer: Type.String({
      pattern: '^https?://[^\\s?#]+$',
      description: 'the address of the provider, as its discovery document names it',
    }),
    clientId: text('the name under which the provider knows us'),
    clientSecret: text('the secret that the provider gave us'),
    scope: Type.Optional(text('what is asked for, such as openid email profile')),
    label: Type.Optional(text('what the button on the sign-in page calls the provider')),
    roleClaim: Type.Optional(text('the claim that says the role, such as groups')),
    roles: Type.Optional(
      Type.Record(Type.String(), Type.Enum(staffRoles), {
        description: `a mapping from values of that claim to ${staffRoles.join(', ')}`,
      }),
    ),
    createUsers: yes('true: who has no account and a role of the provider gets one'),
    portal: yes('true: people with a contact may come this way too'),
    trustSecondFactor: yes('true: the provider asks for a second factor, ours is not asked for as well'),
  },
  { ...closed, description: 'a provider such as {issuer: ..., clientId: ..., clientSecret: ...}' },
);

const accessSchema = Type.Object(
  {
    sessions: Type.Optional(
      Type.Object(
        {
          idleHours: hours('hours without use, from 1 to 8760'),
          absoluteHours: hours('hours after signing in, from 1 to 8760'),
        },
        { ...closed, description: 'limits such as {idleHours: 12, absoluteHours: 168}' },
      ),
    ),
    secondFactorFor: Type.Optional(
      Type.Array(Type.Enum([...roles]), { description: `a list of roles: ${roles.join(', ')}` }),
    ),
    oidc: Type.Optional(Type.Unknown()),
  },
  closed,
);

/** The file's `access`; faults are noted in the document. Undefined: there is none. */
export const readAccess = (document: ConfigDocument): AccessSettings | undefined => {
  if (document.section(Type.Record(Type.String(), Type.Unknown()), 'access') === undefined) return undefined;
  const given = document.section(accessSchema, 'access') ?? {};
  const oidc = readOidc(document);
  return {
    sessions: { ...usualAccess.sessions, ...given.sessions },
    secondFactorFor: given.secondFactorFor ?? [],
    ...(oidc ? { oidc } : {}),
  };
};

const readOidc = (document: ConfigDocument): OidcSettings | undefined => {
  const given = document.section(oidcSchema, 'access', 'oidc');
  if (!given) return undefined;
  checkOidc(document, given);
  const { scope = 'openid email profile', issuer, ...rest } = given;
  const { createUsers = false, portal = false, trustSecondFactor = false, roles: map = {} } = given;
  return { ...rest, issuer, scope, roles: map, createUsers, portal, trustSecondFactor };
};

/** Secrets and codes never go in clear over a network; loopback is for trying it out. */
const checkOidc = (
  document: ConfigDocument,
  { issuer, roleClaim, roles: map, createUsers }: Static<typeof oidcSchema>,
): void => {
  if (!issuer.startsWith('https:') && !/^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(issuer))
    document.fault(['access', 'oidc', 'issuer'], 'expected an address that begins with https://');
  if ((roleClaim === undefined) !== (map === undefined))
    document.fault(
      ['access', 'oidc', roleClaim === undefined ? 'roles' : 'roleClaim'],
      'expected both roleClaim and roles, or neither',
    );
  if (createUsers && roleClaim === undefined)
    document.fault(
      ['access', 'oidc', 'createUsers'],
      'expected roleClaim and roles as well: which role would a new account get?',
    );
};
