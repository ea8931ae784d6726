import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OidcSettings } from '../../../domain/access';
import { keepOidcRequest, takeOidcRequest } from '../../../store/access/oidc-requests';
import type { Purpose } from '../../../store/access/identities';
import { note } from '../../../store/audit/note';
import { createOidc, type Oidc } from '../../access/oidc';
import { oidcAccount, type OidcRefusal } from '../../access/oidc-account';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { notFound } from '../../problem';
import { stringsOf } from '../fields';
import { localPath } from '../guard';
import { portalPath } from '../portal/portal-guard';
import { showPortalSignIn } from '../portal/sign-in-pages';
import { letIn, showSignIn } from '../sign-in';
import { cookieOptions, visitorOf } from '../visitor';

interface Parts {
  readonly options: AppOptions;
  readonly settings: OidcSettings;
  readonly oidc: Oidc;
}

type Refusal = OidcRefusal | 'away' | 'stale' | 'declined';

/** Binds the way back to the browser that went: a link with somebody else's state opens nothing. */
const browserCookie = 'sagadesk_oidc';

/** Signing in through a provider, where one is configured. `?for=portal`: for people with a contact. */
export const registerOidcPages = (app: FastifyInstance, options: AppOptions): void => {
  const settings = options.access?.oidc;
  if (!settings) return;
  const parts = { options, settings, oidc: createOidc(settings, options.publicUrl) };
  app.get('/sign-in/oidc', (request, reply) => leave(request, reply, parts));
  app.get('/sign-in/oidc/callback', (request, reply) => comeBack(request, reply, parts));
};

const leave = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { options, settings, oidc }: Parts,
): Promise<unknown> => {
  const query = stringsOf(request.query);
  const purpose = query.for === 'portal' ? 'portal' : 'staff';
  if (purpose === 'portal' && !settings.portal) throw notFound('such page');
  const back = purpose === 'portal' ? portalPath(query.back) : localPath(query.back);
  const begun = await oidc.begin().catch((err: unknown) => void request.log.warn({ err }, 'OIDC provider'));
  if (!begun) return refuse(request, reply, options, 'away', { back, purpose });
  const { address, secrets } = begun;
  const browser = randomBytes(32).toString('base64url');
  const { nonce, verifier, state } = secrets;
  await keepOidcRequest(options.db, state, browser, { nonce, verifier, purpose, back });
  // Lax: the way back from the provider is a navigation from elsewhere.
  void reply.setCookie(browserCookie, browser, { ...cookieOptions(options), path: '/sign-in', maxAge: 900 });
  return reply.redirect(address, 303);
};

const comeBack = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { options, settings, oidc }: Parts,
): Promise<unknown> => {
  const { state = '' } = stringsOf(request.query);
  const browser = request.cookies[browserCookie];
  const known = browser ? await takeOidcRequest(options.db, state, browser) : undefined;
  if (!known) return refuse(request, reply, options, 'stale', { back: '/tickets', purpose: 'staff' });
  void reply.clearCookie(browserCookie, { path: '/sign-in' });
  const { nonce, verifier, back, purpose } = known;
  const search = request.url.slice(request.url.indexOf('?'));
  const claims = await oidc
    .finish(search, { state, nonce, verifier })
    .catch((err: Error) => void request.log.warn({ code: err.name }, `OIDC: ${err.message}`));
  if (!claims) return refuse(request, reply, options, 'declined', known);
  const account = await commit(options.db, (tx) => oidcAccount(tx, settings, claims, purpose));
  if ('refused' in account)
    await note(options.db, {
      actor: { kind: 'nobody', name: '' },
      action: 'sign-in-refused',
      detail: { method: 'oidc', because: account.refused },
      address: request.ip,
    });
  if ('refused' in account) return refuse(request, reply, options, account.refused, known);
  return letIn(reply, options, account.userId, back, 'oidc');
};

const refuse = (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  why: Refusal,
  { back, purpose }: { readonly back: string; readonly purpose: Purpose },
): FastifyReply | Promise<void> => {
  const { refused } = visitorOf(request).texts.access.oidc;
  const showWaysIn = purpose === 'portal' ? showPortalSignIn : showSignIn;
  return showWaysIn(request, reply, options, {
    fault: refused[why],
    status: why === 'away' ? 502 : 403,
    back,
  });
};
