import { reason } from '../../domain/reason';
import type { OAuth2 } from '../../platform/mail-servers';
import { MailboxRefused } from './failure';

const patienceMs = 15_000;

/** A fresh access token (RFC 6749): by the mailbox's refresh token, else the application's own. Never kept longer than one login. */
export const accessToken = async (oauth2: OAuth2): Promise<string> => {
  const { tokenUrl, clientId, clientSecret, refreshToken, scope } = oauth2;
  const body = new URLSearchParams({
    grant_type: refreshToken === undefined ? 'client_credentials' : 'refresh_token',
    client_id: clientId,
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(scope === undefined ? {} : { scope }),
  });
  const answer = await fetch(tokenUrl, { method: 'POST', body, signal: AbortSignal.timeout(patienceMs) });
  const json = (await answer.json().catch(() => ({}))) as { access_token?: unknown; error?: unknown };
  if (typeof json.access_token === 'string') return json.access_token;
  const said = typeof json.error === 'string' ? json.error.slice(0, 100) : `HTTP ${answer.status}`;
  if (answer.status >= 500) throw new Error(`the token server answers ${said}`);
  throw new MailboxRefused(reason('noToken', { said }), reason('checkOauth'));
};
