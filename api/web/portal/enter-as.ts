import type { FastifyReply } from 'fastify';
import { portalUserOf } from '../../../store/portal/portal-users';
import type { SignInMethod } from '../../../store/sessions';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { signIn } from '../visitor';

/**
 * Lets in who has proved, in whatever way, that he is this contact: under a new session, and out of the one before. False: an
 * administrator has shut him out. A further way of signing in (OpenID Connect) ends here too.
 */
export const enterAs = async (
  reply: FastifyReply,
  options: AppOptions,
  { contactId, by }: { readonly contactId: number; readonly by: SignInMethod },
): Promise<boolean> => {
  const userId = await commit(options.db, (tx) => portalUserOf(tx, contactId));
  if (userId === undefined) return false;
  await signIn(reply, options, userId, by);
  return true;
};
