import { personAt } from '../systems/person';
import type { Person } from '../systems/person';
import type { Acts, FixtureFile } from './fixture';

export interface RedminePlace {
  readonly url: string;
  readonly project: string;
  readonly trackerId: number;
  readonly keyFieldId: number;
  readonly statuses: ReadonlyMap<string, number>;
  readonly priorities: ReadonlyMap<string, number>;
  /** What makes a note public there, put before its text. */
  readonly publicMark: string;
}

/** What a person does in Redmine by hand; throws when Redmine refuses it. */
export const actsIn = (place: RedminePlace, key: string): Acts => {
  const call = personAt(place.url, { 'x-redmine-api-key': key });
  const change = (id: string, issue: object) => must(call, 'PUT', `/issues/${id}.json`, { issue });
  const note = (body: string, visibility: 'public' | 'internal') =>
    visibility === 'public'
      ? { notes: place.publicMark + body, private_notes: false }
      : { notes: body, private_notes: true };
  return {
    createRecord: async ({ title, description, key: value, assignee }) => {
      const issue = {
        project_id: place.project,
        tracker_id: place.trackerId,
        subject: title,
        description,
        ...(assignee === undefined ? {} : { assigned_to_id: assignee }),
        ...(value === undefined ? {} : { custom_fields: [{ id: place.keyFieldId, value }] }),
      };
      return String(
        (await must<{ issue: { id: number } }>(call, 'POST', '/issues.json', { issue })).issue.id,
      );
    },
    assign: (id, to) => change(id, { assigned_to_id: to ?? '' }),
    setTitle: (id, title) => change(id, { subject: title }),
    setStatus: (id, status) => change(id, { status_id: place.statuses.get(status) }),
    setPriority: (id, priority) => change(id, { priority_id: place.priorities.get(priority) }),
    comment: (id, body, visibility) => change(id, note(body, visibility)),
    commentWithFile: async (id, body, visibility, file) => {
      const token = await upload(place.url, key, file);
      const uploads = [{ token, filename: file.filename, content_type: file.mediaType }];
      await change(id, { ...note(body, visibility), uploads });
    },
  };
};

/** As `call`, but anything other than success is an error. */
export const must = async <T = void>(
  call: Person,
  method: string,
  path: string,
  json?: unknown,
): Promise<T> => {
  const answer = await call<T>(method, path, json);
  if (answer.status < 200 || answer.status > 299)
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.json)}`);
  return answer.json;
};

const upload = async (url: string, key: string, file: FixtureFile): Promise<string> => {
  const response = await fetch(`${url}/uploads.json?filename=${encodeURIComponent(file.filename)}`, {
    method: 'POST',
    headers: { 'x-redmine-api-key': key, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(file.bytes),
  });
  return ((await response.json()) as { upload: { token: string } }).upload.token;
};
