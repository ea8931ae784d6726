import { createHash } from 'node:crypto';
import { first, type Queryable } from '../database';

/** A sign-in that was sent to the provider. */
export interface OidcRequest {
  readonly nonce: string;
  /** PKCE, RFC 7636. */
  readonly verifier: string;
  readonly purpose: 'staff' | 'portal';
  readonly back: string;
}

/** Minutes in which somebody has to be back. */
const minutes = 15;

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

export const keepOidcRequest = async (
  db: Queryable,
  state: string,
  browser: string,
  { nonce, verifier, purpose, back }: OidcRequest,
): Promise<void> => {
  await db.query(
    `insert into oidc_requests (state_hash, browser_hash, nonce, verifier, purpose, back, expires_at)
     values ($1, $2, $3, $4, $5, $6, now() + make_interval(mins => ${minutes}))`,
    [hashOf(state), hashOf(browser), nonce, verifier, purpose, back],
  );
};

/** Takes it, once: undefined when this browser was not sent with this state, was away too long, or is back already. */
export const takeOidcRequest = async (
  db: Queryable,
  state: string,
  browser: string,
): Promise<OidcRequest | undefined> =>
  first(
    await db.query<OidcRequest>(
      `delete from oidc_requests where state_hash = $1 and browser_hash = $2 and expires_at > now()
       returning nonce, verifier, purpose, back`,
      [hashOf(state), hashOf(browser)],
    ),
  );
