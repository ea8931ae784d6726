import { reason } from '../../domain/reason';
import { ConnectorFailure } from '../failure';
import type { OutgoingComment } from '../port';
import { allows } from './account';
import type { RedmineClient } from './client';
import type { Parts } from './parts';
import { issuePath } from './parts';
import { writeNote } from './visibility';
import { beforeWriting } from './write';

/** Writes a note. An internal one only when our account may make it private: else Redmine would publish it, with 204. */
export const writeComment = async (
  parts: Parts,
  issueId: string,
  comment: OutgoingComment,
): Promise<void> => {
  if (comment.visibility === 'internal') await beforeWriting(mayHide(parts));
  const issue = writeNote(parts.config.publicComments, comment.body, comment.visibility);
  await parts.client.put(issuePath(issueId), { issue });
};

/** Makes a note private. Moves neither `updated_on` nor the history: the caller reads back. */
export const hideComment = (client: RedmineClient, commentId: string): Promise<void> =>
  client.put(`/journals/${encodeURIComponent(commentId)}.json`, { journal: { private_notes: true } });

const mayHide = async ({ account, names }: Parts): Promise<void> => {
  const { project } = await names.get();
  if (allows(await account.permissions(project.id), 'set_notes_private')) return;
  throw new ConnectorFailure('refused', 'not-sent', reason('noPrivateNotes'), { field: 'visibility' });
};
