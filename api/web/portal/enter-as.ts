import type { FastifyReply, FastifyRequest } from 'fastify';
import { note } from '../../../store/audit/note';
import { portalUserOf } from '../../../store/portal/portal-users';
import type { SignInMethod } from '../../../store/sessions';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { letIn } from '../sign-in';

interface Proof {
  readonly contactId: number;
  readonly by: SignInMethod;
  /** The page of the portal that he wanted. */
  readonly back: string;
}

/**
 * Lets in who has proved that he is this contact: under a new session, out of the one before, and by the second factor where he
 * has one; the answer is sent. False: an administrator has shut him out, and nothing is sent.
 */
export const enterAs = async (
  reply: FastifyReply,
  options: AppOptions,
  { contactId, by, back }: Proof,
): Promise<boolean> => {
  const userId = await commit(options.db, (tx) => portalUserOf(tx, contactId));
  if (userId === undefined) return false;
  await letIn(reply, options, userId, back, by);
  return true;
};

/** Somebody tried to get in. Whose name he tried is not told: what was typed may be anything. */
export const noteRefused = (
  { db }: AppOptions,
  { ip }: FastifyRequest,
  method: SignInMethod,
  userId?: number,
): Promise<void> =>
  note(db, {
    actor: userId === undefined ? { kind: 'nobody', name: '' } : { kind: 'user', id: userId, name: '' },
    action: 'sign-in-refused',
    detail: { method, for: 'portal' },
    address: ip,
  });
