import { createHash } from 'node:crypto';
import type { Person } from '../systems/person';
import type { WorldTracker } from './world';

interface Issue {
  readonly subject: string;
  readonly description: string;
  readonly status: { readonly name: string };
  readonly priority: { readonly name: string };
  readonly custom_fields: readonly { readonly id: number; readonly value: string }[];
  readonly journals: readonly {
    readonly id: number;
    readonly notes: string;
    readonly private_notes: boolean;
    readonly details: readonly { readonly property: string; readonly new_value: string }[];
  }[];
  readonly attachments: readonly {
    readonly id: number;
    readonly filename: string;
    readonly filesize: number;
  }[];
}

/** What an executor does in the task tracker, by its own REST. */
export const taskPerson = (person: Person, redmine: WorldTracker) => ({
  async create(title: string, more: object = {}): Promise<string> {
    const { json } = await person<{ issue: { id: number } }>('POST', '/issues.json', {
      issue: { project_id: redmine.projectId, tracker_id: redmine.trackerId, subject: title, ...more },
    });
    return String(json.issue.id);
  },
  async set(id: string, fields: object): Promise<void> {
    const { status } = await person('PUT', `/issues/${id}.json`, { issue: fields });
    if (status !== 204) throw new Error(`the tracker answered ${status}`);
  },
  setStatus(id: string, status: string): Promise<void> {
    return this.set(id, { status_id: redmine.statuses[status] });
  },
  say(id: string, visibility: 'public' | 'internal', text: string): Promise<void> {
    return this.set(id, { notes: text, private_notes: visibility === 'internal' });
  },
  async attach(id: string, filename: string, bytes: Buffer): Promise<void> {
    const upload = await fetch(`${redmine.url}/uploads.json?filename=${encodeURIComponent(filename)}`, {
      method: 'POST',
      headers: {
        'x-redmine-api-key': redmine.executorKey,
        'content-type': 'application/octet-stream',
      },
      body: new Uint8Array(bytes),
    });
    const { token } = ((await upload.json()) as { upload: { token: string } }).upload;
    await this.set(id, { uploads: [{ token, filename, content_type: 'application/octet-stream' }] });
  },
  async remove(id: string): Promise<void> {
    const { status } = await person('DELETE', `/issues/${id}.json`);
    if (status !== 204) throw new Error(`the tracker answered ${status}`);
  },
  /** Changes the note that has this text; leaves no trace in the history. */
  async editNote(id: string, text: string, change: object): Promise<void> {
    const { journals } = await this.see(id);
    const note = journals.find(({ notes }) => notes === text);
    const { status } = await person('PUT', `/journals/${note?.id}.json`, { journal: change });
    if (status !== 204) throw new Error(`the tracker answered ${status}`);
  },
  async see(id: string) {
    const { json } = await person<{ issue: Issue }>('GET', `/issues/${id}.json?include=journals,attachments`);
    const { issue } = json;
    return {
      title: issue.subject,
      description: issue.description,
      status: issue.status.name,
      priority: issue.priority.name,
      key: issue.custom_fields.find((field) => field.id === redmine.customFields.externalKey)?.value ?? '',
      texts: issue.journals
        .filter(({ notes }) => notes)
        .map(({ notes, private_notes }) => ({
          visibility: private_notes ? 'internal' : 'public',
          text: notes,
        })),
      files: issue.attachments.map(({ filename }) => filename),
      journals: issue.journals,
    };
  },
  /** What is in the files, oldest first. */
  async files(id: string): Promise<readonly { readonly name: string; readonly sha256: string }[]> {
    const { json } = await person<{ issue: Issue }>('GET', `/issues/${id}.json?include=attachments`);
    return Promise.all(
      json.issue.attachments.map(async ({ id: file, filename }) => {
        const answer = await fetch(
          `${redmine.url}/attachments/download/${file}/${encodeURIComponent(filename)}`,
          { headers: { 'x-redmine-api-key': redmine.executorKey } },
        );
        const bytes = Buffer.from(await answer.arrayBuffer());
        return { name: filename, sha256: createHash('sha256').update(bytes).digest('hex') };
      }),
    );
  },
  /** Every task with these words in its title. */
  async called(words: string): Promise<readonly { readonly id: string; readonly title: string }[]> {
    const found: { id: string; title: string }[] = [];
    for (;;) {
      const path = `/issues.json?status_id=*&limit=100&offset=${found.length}&subject=~${encodeURIComponent(words)}`;
      const { json } = await person<{ issues: { id: number; subject: string }[] }>('GET', path);
      found.push(...json.issues.map((issue) => ({ id: String(issue.id), title: issue.subject })));
      if (json.issues.length < 100) return found.filter(({ title }) => title.includes(words)); // a demo finds more
    }
  },
  async find(key: string): Promise<string[]> {
    const { json } = await person<{
      issues: { id: number; custom_fields: { id: number; value: string }[] }[];
    }>(
      'GET',
      `/issues.json?status_id=*&limit=100&cf_${redmine.customFields.externalKey}=${encodeURIComponent(key)}`,
    );
    return json.issues
      .filter((issue) => issue.custom_fields.some(({ value }) => value === key))
      .map(({ id }) => String(id));
  },
});

export type TaskPerson = ReturnType<typeof taskPerson>;
