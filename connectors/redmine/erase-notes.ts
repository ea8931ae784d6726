import { reason } from '../../domain/reason';
import { ConnectorFailure } from '../failure';
import type { Erased, Erasure } from '../port';
import { allows } from './account';
import type { Issue, Journal } from './answers';
import { journalsOf } from './journals';
import type { Parts } from './parts';

/**
 * Every note that names him and that our account may edit says it without him. Notes of others need the right "Edit notes": without
 * it they are counted. Not to be allowed to edit its own notes is a refusal. An edited note moves nothing else in Redmine.
 */
export const eraseFromNotes = async (parts: Parts, issue: Issue, { mask }: Erasure): Promise<Erased> => {
  const named = journalsOf(issue).filter(({ notes }) => mask(notes ?? '') !== (notes ?? ''));
  if (named.length === 0) return { notes: 0 };
  const may = await mayEdit(parts, issue);
  for (const note of named.filter(may.edit))
    await parts.client.put(`/journals/${note.id}.json`, { journal: { notes: mask(note.notes ?? '') } });
  const left = named.filter((note) => !may.edit(note));
  if (left.some(may.beOurs)) {
    const why = reason('ownNotes', { system: parts.config.name, record: String(issue.id) });
    throw new ConnectorFailure('refused', 'answered', why);
  }
  return { notes: left.length };
};

const mayEdit = async ({ account }: Parts, issue: Issue) => {
  const [{ id: ownId }, permissions] = await Promise.all([
    account.user(),
    account.permissions(issue.project.id),
  ]);
  const beOurs = ({ user }: Journal): boolean => user?.id === ownId;
  const own = allows(permissions, 'edit_own_issue_notes');
  const any = allows(permissions, 'edit_issue_notes');
  return { beOurs, edit: (note: Journal): boolean => any || (own && beOurs(note)) };
};
