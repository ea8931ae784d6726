import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';

/** A provider’s edge that says whatever a test wants it to, with tokens that are really signed. */
export interface StandIn {
  readonly issuer: string;
  /** What the next ID token says, and who signs it. */
  next: { claims: Record<string, unknown>; stranger?: boolean };
  /** What was sent for the last token. */
  readonly asked: URLSearchParams[];
  close(): Promise<void>;
}

export const startStandIn = async (): Promise<StandIn> => {
  const [own, strange] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'k', alg: 'RS256', use: 'sig' };
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const standIn: StandIn = {
    issuer,
    next: { claims: {} },
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (body: unknown) =>
      void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (request.url?.includes('openid-configuration')) return send(metadata(issuer));
    if (request.url === '/jwks') return send({ keys: [jwk] });
    let body = '';
    for await (const chunk of request) body += String(chunk);
    asked.push(new URLSearchParams(body));
    const { claims, stranger } = standIn.next;
    const token = await sign(claims, issuer, stranger ? strange.privateKey : own.privateKey);
    return send({ access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: token });
  };
  return standIn;
};

const sign = (claims: Record<string, unknown>, issuer: string, key: CryptoKey): Promise<string> =>
  new SignJWT({ iss: issuer, aud: 'sagadesk', sub: 's', ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(key);

const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
});
