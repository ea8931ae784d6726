import * as client from 'openid-client';
import type { OidcSettings } from '../../domain/access';

/** What a provider says of somebody. */
export interface OidcClaims {
  readonly subject: string;
  readonly email?: string;
  readonly emailVerified: boolean;
  readonly name?: string;
  /** Every claim, for the one that says the role. */
  readonly all: Readonly<Record<string, unknown>>;
}

/** What has to be known again when somebody comes back. */
export interface OidcSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** One provider: the code flow with PKCE, state and nonce. Throws whatever goes wrong between us and it. */
export interface Oidc {
  begin(): Promise<{ readonly address: string; readonly secrets: OidcSecrets }>;
  /** `search`: the question mark and what follows, as the browser came back with it. */
  finish(search: string, secrets: OidcSecrets): Promise<OidcClaims>;
}

const timeoutSeconds = 10;

export const createOidc = (settings: OidcSettings, publicUrl: string): Oidc => {
  const here = `${publicUrl}/sign-in/oidc/callback`;
  let found: Promise<client.Configuration> | undefined;
  const configuration = (): Promise<client.Configuration> => {
    found ??= discover(settings).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
  return {
    begin: async () => {
      const provider = await configuration();
      const secrets = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const address = client.buildAuthorizationUrl(provider, {
        redirect_uri: here,
        scope: settings.scope,
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: 'S256',
      });
      return { address: address.href, secrets };
    },
    finish: async (search, { state, nonce, verifier }) => {
      const provider = await configuration();
      const tokens = await client.authorizationCodeGrant(provider, new URL(`${here}${search}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('the provider sent no ID token');
      const more =
        claims.email === undefined ? await userInfo(provider, tokens.access_token, claims.sub) : {};
      return claimsOf({ ...more, ...claims });
    },
  };
};

/** In clear over loopback only: the configuration allows no other. The ID token's signature is checked whatever brought it. */
const discover = ({ issuer, clientId, clientSecret }: OidcSettings): Promise<client.Configuration> =>
  client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    timeout: timeoutSeconds,
    execute: [
      client.enableNonRepudiationChecks,
      ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
    ],
  });

/** Some providers put the address there only (OpenID Connect Core, 5.4). */
const userInfo = async (provider: client.Configuration, accessToken: string, subject: string) =>
  provider.serverMetadata().userinfo_endpoint ? client.fetchUserInfo(provider, accessToken, subject) : {};

const claimsOf = (claims: Readonly<Record<string, unknown>> & { readonly sub: string }): OidcClaims => ({
  subject: claims.sub,
  ...(typeof claims.email === 'string' ? { email: claims.email.trim() } : {}),
  emailVerified: claims.email_verified === true,
  ...(typeof claims.name === 'string' && claims.name.trim()
    ? { name: claims.name.trim().slice(0, 200) }
    : {}),
  all: claims,
});
