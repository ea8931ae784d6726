import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { countAttempt, forgiveAttempts, uncountAttempt, type Suspect } from '../../../store/access/attempts';
import { isKnownClient, knownClientDays, rememberClient } from '../../../store/access/known-clients';
import type { Database } from '../../../store/database';
import type { AppOptions } from '../../options';
import { cookieOptions } from '../visitor';

/** Guesses at one thing, from one place and at one account. */
export interface Guesses {
  /** Seconds to wait; 0: it is counted, try. */
  count(): Promise<number>;
  /** It was right: his own are forgiven; who shares the address with him keeps what he had. */
  right(): Promise<void>;
}

const guessesOf = (db: Database, shared: readonly Suspect[], own: readonly Suspect[]): Guesses => ({
  count: () => countAttempt(db, [...shared, ...own]),
  right: async () => {
    await uncountAttempt(db, shared);
    await forgiveAttempts(db, own);
  },
});

/** Many people may share one address. */
const fromAddress = (request: FastifyRequest): Suspect => ({ name: `from ${request.ip}`, allowed: 100 });

/**
 * At a password: 10 from one address; 100 from wherever, so that a thousand addresses help nobody. A browser in which this
 * person signed in before has ten of its own: strangers cannot shut him out of it.
 */
export const passwordGuesses = async (
  db: Database,
  request: FastifyRequest,
  login: string,
): Promise<Guesses> => {
  const name = login.toLowerCase().slice(0, 200);
  const known = await knownClient(db, request, name);
  const everywhere = known
    ? { name: `as ${name} in ${known}`, allowed: 10 }
    : { name: `as ${name}`, allowed: 100 };
  const here = known ? [] : [{ name: `as ${name} from ${request.ip}`, allowed: 10 }];
  return guessesOf(db, [fromAddress(request)], [everywhere, ...here]);
};

/** At a code, whether of the app or for recovery: who gets here has the password, and there are a million codes only. */
export const codeGuesses = async (
  db: Database,
  request: FastifyRequest,
  user: { readonly id: number; readonly login: string },
): Promise<Guesses> => {
  const known = await knownClient(db, request, user.login);
  const name = known ? `code of ${user.id} in ${known}` : `code of ${user.id}`;
  return guessesOf(db, [fromAddress(request)], [{ name, allowed: 5 }]);
};

const clientCookie = 'sagadesk_client';

const tokenOf = (request: FastifyRequest): string | undefined => {
  const token = request.cookies[clientCookie];
  return token && /^[\w-]{40,64}$/.test(token) ? token : undefined;
};

const knownClient = async (
  db: Database,
  request: FastifyRequest,
  login: string,
): Promise<string | undefined> => {
  const token = tokenOf(request);
  return token && !login.includes('\0') && (await isKnownClient(db, token, login)) ? token : undefined;
};

/** This browser has let him in. */
export const knowClient = async (reply: FastifyReply, options: AppOptions, userId: number): Promise<void> => {
  const token = tokenOf(reply.request) ?? randomBytes(32).toString('base64url');
  await rememberClient(options.db, token, userId);
  void reply.setCookie(clientCookie, token, { ...cookieOptions(options), maxAge: knownClientDays * 86_400 });
};
