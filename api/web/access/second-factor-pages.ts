import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toString as drawQr } from 'qrcode';
import type { AuditAction } from '../../../domain/audit';
import {
  beginSecondFactor,
  confirmSecondFactor,
  factorStanding,
  removeSecondFactor,
  secondFactorOf,
} from '../../../store/access/second-factors';
import { endSessions } from '../../../store/access/session-list';
import { note } from '../../../store/audit/note';
import { userById, type User } from '../../../store/users';
import { userActor } from '../../audit/register-audit';
import { checkCode } from '../../access/check-code';
import { hashOfRecoveryCode, newRecoveryCodes, newTotpKey, totpShown } from '../../access/totp';
import { commit } from '../../commit';
import { accessOf, type AppOptions } from '../../options';
import { stringsOf } from '../fields';
import { demandOwnForm, localPath, personOf } from '../guard';
import { sendPage } from '../send-page';
import { renewSession, visitorOf } from '../visitor';
import { codeGuesses, knowClient } from './guesses';
import { NoFactorPage, RecoveryCodesPage, SetUpPage, StandingPage } from './second-factor-page';

/** Setting up one's second factor, and what one may do about it later. */
export const registerSecondFactorPages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/account/second-factor', async (request, reply) => {
    const user = await ownerOf(request, reply, options);
    return user ? show(request, reply, options, user) : reply;
  });
  app.post('/account/second-factor', async (request, reply) => {
    const user = await ownerOf(request, reply, options);
    return user ? submit(request, reply, options, user) : reply;
  });
};

/** Who is in, or has nothing but this to do before he is. */
const ownerOf = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
): Promise<User | undefined> => {
  const { lacks } = visitorOf(request);
  if (lacks?.what === 'enrolment') return lacks.user;
  const person = await personOf(request, reply);
  return person && userById(db, Number(person.id));
};

const show = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  user: User,
  fault?: { readonly message: string; readonly status: number },
): Promise<FastifyReply> => {
  const visitor = visitorOf(request);
  const { factor } = visitor.texts.access;
  const said = fault ? { fault: fault.message } : {};
  const standing = await factorStanding(options.db, user.id);
  if (standing) {
    const required = accessOf(options).secondFactorFor.includes(user.role);
    return sendPage(reply, StandingPage({ visitor, standing, required, ...said }), fault?.status);
  }
  if (!options.secret) return sendPage(reply, NoFactorPage({ visitor, message: factor.notHere }));
  const shown = await keyToShow(options, options.secret, user);
  if (!shown) return sendPage(reply, NoFactorPage({ visitor, message: factor.unreadable }));
  const svg = await drawQr(shown.address, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  const picture = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  const page = SetUpPage({ visitor, back: backOf(request), picture, shownKey: shown.key, ...said });
  return sendPage(reply, page, fault?.status);
};

const backOf = (request: FastifyRequest): string => {
  const { back } = stringsOf(request.method === 'GET' ? request.query : request.body);
  return back === undefined ? '/account' : localPath(back);
};

/** The key that is being set up; a new one when there is none yet, or it cannot be read any more. */
const keyToShow = async ({ db }: AppOptions, secret: Buffer, { id, login }: User) => {
  const begun = await secondFactorOf(db, id);
  const known = begun && totpShown(secret, id, login, begun.key);
  if (known) return known;
  await beginSecondFactor(db, id, newTotpKey(secret, id));
  const fresh = await secondFactorOf(db, id);
  return fresh && totpShown(secret, id, login, fresh.key);
};

const submit = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  user: User,
): Promise<FastifyReply> => {
  const fields = stringsOf(request.body);
  demandOwnForm(request, fields);
  const { texts } = visitorOf(request);
  const standing = await factorStanding(options.db, user.id);
  const guesses = await codeGuesses(options.db, request, user);
  const wait = await guesses.count();
  if (wait > 0) {
    const message = texts.signIn.throttled(Math.ceil(wait / 60));
    return show(request, reply.header('retry-after', wait), options, user, { message, status: 429 });
  }
  const good = await checkCode(options, user.id, fields.code ?? '', { unconfirmed: !standing });
  if (!good) {
    await tell(options, request, user, 'second-factor-refused');
    return show(request, reply, options, user, { message: texts.access.code.wrong, status: 422 });
  }
  await guesses.right();
  if (fields.do === 'remove' && standing) return remove(request, reply, options, user);
  return confirm(request, reply, options, user, standing !== undefined);
};

/** Whoever was in with the password alone is out: the session, too, is a new one. */
const confirm = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  user: User,
  renewed: boolean,
): Promise<FastifyReply> => {
  const { secret } = options;
  if (!secret) throw new Error('a code was right without a secret');
  const codes = newRecoveryCodes();
  await commit(options.db, async (tx) => {
    await confirmSecondFactor(
      tx,
      user.id,
      codes.map((one) => hashOfRecoveryCode(secret, one)),
    );
    await endSessions(tx, user.id);
  });
  await tell(options, request, user, renewed ? 'recovery-codes-renewed' : 'second-factor-set-up');
  const visitor = visitorOf(request);
  const { csrf } = await renewSession(reply, options, user.id, {
    method: visitor.lacks?.method ?? 'password',
  });
  await knowClient(reply, options, user.id);
  const page = RecoveryCodesPage({ visitor: { ...visitor, csrf }, codes, back: backOf(request) });
  return sendPage(reply, page);
};

const remove = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  user: User,
): Promise<FastifyReply> => {
  await commit(options.db, (tx) => removeSecondFactor(tx, user.id));
  await tell(options, request, user, 'second-factor-removed');
  return reply.redirect('/account', 303);
};

const tell = ({ db }: AppOptions, { ip }: FastifyRequest, user: User, action: AuditAction) =>
  note(db, { actor: userActor(user), action, subject: `user ${user.id}`, address: ip });
