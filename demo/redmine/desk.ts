import { randomBytes } from 'node:crypto';
import { createIssue, updateIssue } from './changes';
import type { Outcome, Wanted } from './changes';
import type { Keeper } from './keeper';
import type { Messenger } from './messenger';
import { byId, sees } from './world';
import type { Issue, Journal, StoredFile, User, World } from './world';
import { hookJournalJson, issueJson, stamp } from './wire';

/** Everything that may be done here: each change is kept and told to the webhook. */
export class Desk {
  readonly world: World;

  constructor(
    readonly keeper: Keeper,
    readonly messenger: Messenger,
    /** Redmine's clock, in milliseconds. */
    readonly now: () => number,
  ) {
    this.world = keeper.world;
  }

  /** The issue, if the user may see it. */
  find(user: User, id: string): Issue | 'gone' | 'hidden' {
    const issue = byId(this.world.issues, id);
    if (!issue) return 'gone';
    return this.sees(user, issue.projectId) ? issue : 'hidden';
  }

  sees(user: User, projectId: number): boolean {
    const project = byId(this.world.projects, projectId);
    return project !== undefined && sees(user, project);
  }

  create(user: User, wanted: Wanted): Outcome {
    const outcome = createIssue(this.world, user, wanted, this.now());
    if ('issue' in outcome) this.tell('issue.created', outcome.issue, { at: outcome.issue.createdAt });
    return outcome;
  }

  update(user: User, issue: Issue, wanted: Wanted): Outcome {
    const outcome = updateIssue(this.world, user, issue, wanted, this.now());
    if ('issue' in outcome) {
      const { journal } = outcome;
      this.tell('issue.updated', issue, { at: issue.updatedAt, ...(journal ? { journal } : {}) });
    }
    return outcome;
  }

  /** Moves neither updated_on nor the history: only our plugin's event tells of it. */
  editNote(
    issue: Issue,
    journal: Journal,
    change: { readonly notes?: string; readonly isPrivate?: boolean },
  ): void {
    Object.assign(journal, change);
    const isEmpty = journal.notes.trim() === '' && journal.details.length === 0;
    if (isEmpty) issue.journals.splice(issue.journals.indexOf(journal), 1);
    this.tell('issue.updated', issue, { at: this.now(), journal, silent: 'journal' });
  }

  async remove(issue: Issue): Promise<void> {
    this.world.issues.splice(this.world.issues.indexOf(issue), 1);
    for (const file of this.world.files.filter(({ issueId }) => issueId === issue.id)) await this.drop(file);
    this.tell('issue.deleted', issue, { at: this.now() });
  }

  /** A file that hangs nowhere yet; its token is good for one issue. */
  async upload(user: User, filename: string, mediaType: string, bytes: Buffer): Promise<StoredFile> {
    const id = ++this.world.last.file;
    await this.keeper.putBytes(id, bytes);
    const token = `${id}.${randomBytes(16).toString('hex')}`;
    const file: StoredFile = {
      id,
      filename,
      mediaType,
      token,
      size: bytes.length,
      createdAt: this.now(),
      authorId: user.id,
      issueId: null,
    };
    this.world.files.push(file);
    this.keeper.changed();
    return file;
  }

  private async drop(file: StoredFile): Promise<void> {
    this.world.files.splice(this.world.files.indexOf(file), 1);
    await this.keeper.dropBytes(file.id);
  }

  private tell(
    type: string,
    issue: Issue,
    { at, journal, silent }: { readonly at: number; readonly journal?: Journal; readonly silent?: string },
  ): void {
    this.keeper.changed();
    const data = {
      issue: issueJson(this.world, issue),
      ...(journal ? { journal: hookJournalJson(this.world, journal) } : {}),
    };
    this.messenger.tell(type, { timestamp: stamp(at), ...(silent ? { silent } : {}), data });
  }
}
