import type { DeskPerson, TrackerPerson } from './systems';

type Send = (method: string, path: string, json: object) => Promise<void>;

const sender =
  (base: string, headers: Readonly<Record<string, string>>): Send =>
  async (method, path, json) => {
    const answer = await fetch(base + path, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(json),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 200)}`);
  };

/** An agent of the desk, known by name and password. */
export const deskPerson = (url: string, name: string, password: string): DeskPerson => {
  const basic = Buffer.from(`${name}:${password}`).toString('base64');
  const send = sender(`${url}/REST/2.0`, { authorization: `Basic ${basic}` });
  return {
    say: (id, text) => send('POST', `/ticket/${id}/comment`, { Content: text, ContentType: 'text/plain' }),
    setPriority: (id, priority) => send('PUT', `/ticket/${id}`, { Priority: priority }),
  };
};

/** An executor in the tracker, known by his key; names of statuses and priorities lead to ids. */
export const trackerPerson = (
  url: string,
  key: string,
  statuses: Readonly<Record<string, number>>,
  priorities: Readonly<Record<string, number>>,
): TrackerPerson => {
  const send = sender(url, { 'x-redmine-api-key': key });
  const change = (id: string, issue: object) => send('PUT', `/issues/${id}.json`, { issue });
  return {
    say: (id, text) => change(id, { notes: text, private_notes: true }),
    setPriority: (id, priority) => change(id, { priority_id: priorities[priority] }),
    setStatus: (id, status) => change(id, { status_id: statuses[status] }),
  };
};
