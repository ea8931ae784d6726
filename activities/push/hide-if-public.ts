import { says, textsOf, type IntentContent } from '../../domain/echo';
import { rememberHidden } from '../../store/comments';
import { raiseProblem } from '../../store/problems';
import type { Judged } from '../absorb';
import { noteHash } from '../record-rows';
import type { Push } from './context';

/** An internal text of ours that others can read after all, though it was written as private: hidden at once, and told to a person. */
export const hideIfPublic = async (
  push: Push,
  judged: readonly Judged[],
  content: IntentContent,
): Promise<void> => {
  const internal = textsOf(content).filter(({ visibility }) => visibility === 'internal');
  for (const { event } of judged) {
    if (event.kind !== 'comment' || !event.actor.isOurAccount) continue;
    if (!internal.some((text) => says(event, text))) continue;
    if (event.visibility !== 'public' && !event.exposed) continue;
    const { load, link, deps } = push;
    const isHidden = await push.connector.hideComment(link.recordId!, event.id).then(
      () => true,
      () => false,
    );
    if (isHidden) await rememberHidden(deps.db, link.id, event.id, noteHash(event.body, 'internal'));
    await raiseProblem(deps.db, {
      ticketId: load.ticket.id,
      linkId: link.id,
      system: link.system,
      kind: 'internal-was-public',
      values: { ticket: load.ticket.number },
    });
  }
};
