import { createHash } from 'node:crypto';
import type { Person } from '../systems/person';

/** What an agent of the old desk does there, by its own REST. */
export const deskPerson = (person: Person) => ({
  async create(title: string, text: string, more: object = {}): Promise<string> {
    const { json } = await person<{ id: string }>('POST', '/ticket', {
      Queue: 'Support',
      Subject: title,
      Content: text,
      ContentType: 'text/plain',
      ...more,
    });
    return String(json.id);
  },
  async set(id: string, fields: object): Promise<void> {
    await person('PUT', `/ticket/${id}`, fields);
  },
  async say(
    id: string,
    visibility: 'public' | 'internal',
    text: string,
    files: object[] = [],
  ): Promise<void> {
    const path = visibility === 'public' ? 'correspond' : 'comment';
    const { status } = await person('POST', `/ticket/${id}/${path}`, {
      Content: text,
      ContentType: 'text/plain',
      ...(files.length > 0 && { Attachments: files }),
    });
    if (status !== 201) throw new Error(`the desk answered ${status}`);
  },
  async see(id: string): Promise<DeskTicket> {
    const { json } = await person<Record<string, never>>('GET', `/ticket/${id}`);
    const fields = json as unknown as {
      Subject: string;
      Status: string;
      Priority: string;
      CustomFields: { name: string; values: string[] }[];
    };
    return {
      title: fields.Subject,
      status: fields.Status,
      priority: fields.Priority,
      key: fields.CustomFields.find(({ name }) => name === 'External Key')?.values[0] ?? '',
    };
  },
  /** Public and internal texts, oldest first, with the names of their files. */
  async texts(id: string): Promise<{ visibility: 'public' | 'internal'; text: string; files: string[] }[]> {
    const entries = await this.entries(id);
    return entries.map((entry) => ({ ...entry, files: entry.files.map(({ name }) => name) }));
  },
  /** The same, with what is in the files. */
  async entries(id: string): Promise<readonly DeskText[]> {
    const { json } = await person<{ items: { id: string; Type: string }[] }>(
      'GET',
      `/ticket/${id}/history?per_page=100&fields=Type`,
    );
    const out: DeskText[] = [];
    for (const item of json.items.filter(({ Type }) => Type === 'Comment' || Type === 'Correspond')) {
      const parts = await person<{ items: { id: string }[] }>('GET', `/transaction/${item.id}/attachments`);
      let text = '';
      const files: { name: string; sha256: string }[] = [];
      for (const part of parts.json.items) {
        const { json: file } = await person<{ Filename: string; Content: string; ContentType: string }>(
          'GET',
          `/attachment/${part.id}`,
        );
        const bytes = Buffer.from(file.Content ?? '', 'base64');
        if (file.Filename) files.push({ name: file.Filename, sha256: sha256(bytes) });
        else if (file.ContentType.startsWith('text/')) text = bytes.toString();
      }
      out.push({ visibility: item.Type === 'Comment' ? 'internal' : 'public', text, files });
    }
    return out;
  },
  /** Every ticket with these words in its title. */
  async called(words: string): Promise<readonly { readonly id: string; readonly title: string }[]> {
    const found: { id: string; title: string }[] = [];
    const query = encodeURIComponent(`Subject LIKE '${words}'`);
    for (let page = 1; ; page += 1) {
      const path = `/tickets?query=${query}&fields=Subject&orderby=id&per_page=100&page=${page}`;
      const { json } = await person<{ items: { id: string; Subject: string }[]; pages?: number }>(
        'GET',
        path,
      );
      found.push(...json.items.map((item) => ({ id: String(item.id), title: item.Subject })));
      if (json.items.length < 100) return found.filter(({ title }) => title.includes(words)); // a demo finds more
    }
  },
  async find(key: string): Promise<string[]> {
    const query = encodeURIComponent(`'CF.{External Key}' = '${key}'`);
    const { json } = await person<{ items: { id: string }[] }>('GET', `/tickets?query=${query}`);
    return json.items.map(({ id }) => String(id));
  },
});

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export interface DeskText {
  readonly visibility: 'public' | 'internal';
  readonly text: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

export interface DeskTicket {
  readonly title: string;
  readonly status: string;
  readonly priority: string;
  readonly key: string;
}

export type DeskPerson = ReturnType<typeof deskPerson>;
