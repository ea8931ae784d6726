import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { countAttempt, forgiveAttempts, uncountAttempt, type Suspect } from '../../../store/access/attempts';
import { portalCredentials } from '../../../store/portal/portal-users';
import { askForLink } from '../../../store/portal/sign-in-links';
import { note } from '../../../store/audit/note';
import { actorOf } from '../../audit/register-audit';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { isPortal } from '../../principal';
import { verifyPassword } from '../../password';
import { stringsOf } from '../fields';
import { demandOwnForm } from '../guard';
import { sendPage } from '../send-page';
import { providerOf } from '../sign-in';
import { giveFormToken, signOut, visitorOf } from '../visitor';
import { enterAs, noteRefused } from './enter-as';
import { registerEnter } from './enter-pages';
import { portalPath } from './portal-guard';
import { LinkSentPage, PortalSignInPage } from './sign-in-page';

/** The ways into the portal, and out of it. */
export const registerPortalSignIn = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/portal/sign-in', (request, reply) => showPortalSignIn(request, reply, options));
  app.post('/portal/sign-in/link', (request, reply) => sendLink(request, reply, options));
  app.post('/portal/sign-in/password', (request, reply) => enterByPassword(request, reply, options));
  app.post('/portal/sign-out', async (request, reply) => {
    demandOwnForm(request, stringsOf(request.body));
    const { principal } = visitorOf(request);
    await signOut(request, reply, options);
    if (principal)
      await note(options.db, { actor: actorOf(principal), action: 'sign-out', address: request.ip });
    return reply.redirect('/portal/sign-in', 303);
  });
  registerEnter(app, options);
};

type Fields = Readonly<Record<string, string>>;

interface Shown {
  readonly fault?: string;
  readonly status?: number;
  readonly back?: string;
}

/** The page on which requesters begin; whoever is in goes where he wanted to. */
export const showPortalSignIn = (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  { fault, status = 200, back: wanted }: Shown = {},
): FastifyReply => {
  const visitor = visitorOf(request);
  const given = stringsOf(request.method === 'GET' ? request.query : request.body);
  const back = portalPath(wanted ?? given.back);
  if (visitor.principal) return reply.redirect(isPortal(visitor.principal) ? back : '/tickets', 303);
  const csrf = giveFormToken(reply, request, options);
  const provider = options.access?.oidc?.portal ? providerOf(options) : undefined;
  const page = PortalSignInPage({
    visitor: { ...visitor, csrf },
    back,
    address: given.address?.slice(0, 254) ?? '',
    byMail: options.signInByMail !== undefined,
    ...(provider ? { provider } : {}),
    ...(fault ? { fault } : {}),
    byPassword: typeof given.password === 'string',
  });
  return sendPage(reply, page, status);
};

/** The form, when it is one of ours and whoever sends it has not tried too often; else the answer is sent. */
const formIfCalm = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  suspects: (address: string) => readonly Suspect[],
): Promise<{ readonly fields: Fields; readonly guesses: readonly Suspect[] } | undefined> => {
  const { signIn } = visitorOf(request).texts.portal;
  const fields = stringsOf(request.body);
  try {
    demandOwnForm(request, fields);
  } catch {
    showPortalSignIn(request, reply, options, { fault: signIn.stale, status: 403 });
    return undefined;
  }
  const guesses = suspects((fields.address ?? '').trim().toLowerCase().slice(0, 254));
  const wait = await countAttempt(options.db, guesses);
  if (wait === 0) return { fields, guesses };
  void reply.header('retry-after', wait);
  showPortalSignIn(request, reply, options, { fault: signIn.throttled(Math.ceil(wait / 60)), status: 429 });
  return undefined;
};

/** Many people may sit behind one address of the network; nobody sends mails without end from it. */
const lettersFrom = (ip: string) => (): readonly Suspect[] => [
  { name: `portal links for ${ip}`, allowed: 100 },
];

const sendLink = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const form = await formIfCalm(request, reply, options, lettersFrom(request.ip));
  if (!form) return reply;
  const visitor = visitorOf(request);
  const { signIn } = visitor.texts.portal;
  const address = (form.fields.address ?? '').trim();
  const back = portalPath(form.fields.back);
  if (!/^[^\s@\0]+@[^\s@\0]+$/.test(address) || address.length > 254)
    return showPortalSignIn(request, reply, options, { fault: signIn.badAddress, status: 422 });
  const { signInByMail } = options;
  if (signInByMail) await commit(options.db, (tx) => askForLink(tx, { address, back }, signInByMail.own));
  return sendPage(reply, LinkSentPage({ visitor, back }));
};

/** Nobody can lock a name out from everywhere. */
const guessesFrom =
  (ip: string) =>
  (address: string): readonly Suspect[] => [
    { name: `portal from ${ip}`, allowed: 100 },
    { name: `portal as ${address} from ${ip}`, allowed: 10 },
  ];

const enterByPassword = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const form = await formIfCalm(request, reply, options, guessesFrom(request.ip));
  if (!form) return reply;
  const { signIn } = visitorOf(request).texts.portal;
  const { proved, userId } = await contactBy(options, form.fields);
  const back = portalPath(form.fields.back);
  const proof = proved === undefined ? undefined : ({ contactId: proved, by: 'password', back } as const);
  if (!proof || !(await enterAs(reply, options, proof))) {
    await noteRefused(options, request, 'password', userId);
    return showPortalSignIn(request, reply, options, { fault: signIn.wrong, status: 401 });
  }
  await forgiveAttempts(options.db, form.guesses.slice(1));
  await uncountAttempt(options.db, form.guesses.slice(0, 1));
  return reply;
};

/** The work is the same whether there is such a person or not: the time it takes tells nothing. */
const contactBy = async (
  { db }: AppOptions,
  { address = '', password = '' }: Readonly<Record<string, string>>,
): Promise<{ readonly proved?: number; readonly userId?: number }> => {
  if (password.length > 1000 || address.includes('\0')) return {};
  const found = await portalCredentials(db, address.trim());
  const isRight = await verifyPassword(password, found?.passwordHash ?? null);
  return found ? { userId: found.userId, ...(isRight ? { proved: found.contactId } : {}) } : {};
};
