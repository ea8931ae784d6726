import { eventually } from '../systems/eventually';
import type { Database } from '../../store/database';
import type { Client } from './client';
import type { Stack } from './stack';

export interface SeenTicket {
  readonly number: string;
  readonly title: string;
  readonly description: string;
  readonly status: string;
  readonly priority: string;
  readonly version: number;
  readonly mergedInto?: string;
  readonly requester: { readonly name: string; readonly email?: string };
  readonly attachments: readonly {
    readonly filename: string;
    readonly visibility: string;
    readonly sha256: string;
    readonly id: string;
  }[];
  readonly sync: {
    readonly state: string;
    readonly links: readonly { readonly system: string; readonly id: string; readonly state: string }[];
  };
}

export interface SeenComment {
  readonly id: string;
  readonly author: { readonly name: string; readonly origin: string };
  readonly body: string;
  readonly visibility: string;
  readonly hidden?: true;
  readonly attachments: readonly {
    readonly filename: string;
    readonly visibility: string;
    readonly sha256: string;
    readonly id: string;
  }[];
}

export interface SeenProblem {
  readonly id: string;
  readonly ticket?: string;
  readonly system: string;
  readonly kind: string;
  readonly field?: string;
}

export interface SeenConflict {
  readonly id: string;
  readonly ticket?: string;
  readonly field: string;
  readonly winner: { readonly value: string; readonly system: string };
  readonly loser: { readonly value: string; readonly system: string };
}

/** What an operator does in the front. */
export const frontPerson = (api: Client) => ({
  async register(title: string, more: object = {}): Promise<string> {
    const { status, json } = await api<{ number: string }>('POST', '/tickets', {
      title,
      description: 'Второй этаж, у окна',
      channel: 'phone',
      requester: { name: 'Анна Клиентова', email: 'anna@example.com' },
      ...more,
    });
    if (status !== 201) throw new Error(`the front answered ${status}: ${JSON.stringify(json)}`);
    return json.number;
  },
  see: async (number: string): Promise<SeenTicket> =>
    (await api<SeenTicket>('GET', `/tickets/${number}`)).json,
  async set(number: string, fields: object): Promise<void> {
    const { status, json } = await api('PATCH', `/tickets/${number}`, fields);
    if (status !== 200) throw new Error(`the front answered ${status}: ${JSON.stringify(json)}`);
  },
  async say(number: string, visibility: 'public' | 'internal', body: string): Promise<void> {
    const { status } = await api('POST', `/tickets/${number}/comments`, { body, visibility });
    if (status !== 201) throw new Error(`the front answered ${status}`);
  },
  texts: async (number: string): Promise<readonly SeenComment[]> =>
    (await api<{ items: SeenComment[] }>('GET', `/tickets/${number}/comments?limit=100`)).json.items,
  /** Waits until every wanted record is confirmed at the ticket's version. */
  synced: (number: string, seconds = 90): Promise<SeenTicket> =>
    eventually(
      `${number} is the same everywhere`,
      async () => {
        const { json } = await api<SeenTicket>('GET', `/tickets/${number}`);
        return json.sync?.state === 'synced' ? json : undefined;
      },
      seconds,
    ),
  /** Waits until the ticket stands so. */
  comesTo: (number: string, state: 'synced' | 'pending' | 'partial' | 'blocked'): Promise<SeenTicket> =>
    eventually(`${number} is ${state}`, async () => {
      const { json } = await api<SeenTicket>('GET', `/tickets/${number}`);
      return json.sync.state === state ? json : undefined;
    }),
  recordOf: async (number: string, system: string): Promise<string> => {
    const { json } = await api<SeenTicket>('GET', `/tickets/${number}`);
    return json.sync.links.find((link) => link.system === system)!.id;
  },
  problems: async (number?: string): Promise<readonly SeenProblem[]> =>
    (await api<{ items: SeenProblem[] }>('GET', '/sync/problems?limit=100')).json.items.filter(
      ({ ticket }) => number === undefined || ticket === number,
    ),
  async settle(problem: SeenProblem, how: 'retry' | 'skip'): Promise<void> {
    const { status } = await api('POST', `/sync/problems/${problem.id}/${how}`);
    if (status !== 200) throw new Error(`the front answered ${status}`);
  },
  conflicts: async (number: string): Promise<readonly SeenConflict[]> =>
    (await api<{ items: SeenConflict[] }>('GET', '/sync/conflicts?limit=100')).json.items.filter(
      ({ ticket }) => ticket === number,
    ),
  async choose(conflict: SeenConflict, system: string): Promise<void> {
    const { status } = await api('POST', `/sync/conflicts/${conflict.id}/choose`, { system });
    if (status !== 200) throw new Error(`the front answered ${status}`);
  },
  async merge(number: string, into: string): Promise<void> {
    const { status, json } = await api('POST', `/tickets/${number}/merge`, { into });
    if (status !== 200) throw new Error(`the front answered ${status}: ${JSON.stringify(json)}`);
  },
  /** Every ticket with exactly this title. */
  called: async (title: string): Promise<SeenTicket[]> =>
    (
      await api<{ items: SeenTicket[] }>('GET', `/tickets?limit=100&q=${encodeURIComponent(title)}`)
    ).json.items.filter((ticket) => ticket.title === title),
});

export type FrontPerson = ReturnType<typeof frontPerson>;

interface Accounting {
  readonly received: number;
  readonly applied: number;
  readonly ignored: number;
  readonly open: number;
  readonly ignoredBecause: Readonly<Record<string, number>>;
}

/** What is still open, for whoever must find out why. */
export const openRows = async (db: Database): Promise<unknown> => ({
  changes: (
    await db.query(
      `select id, system, record_id, ticket_id, kind, field, change_id from changes where state = 'open' limit 5`,
    )
  ).rows,
  hints: (
    await db.query(`select id, system, record_ids, entry, attempts from inbox where state = 'open' limit 5`)
  ).rows,
  intents: (await db.query(`select id, link_id, kind, began_at from intents where state = 'open' limit 5`))
    .rows,
  problems: (await db.query(`select kind, system, field, message from problems where state = 'open' limit 5`))
    .rows,
  sources: (await db.query(`select system, error from source_cursors`)).rows,
  gates: (await db.query(`select * from gates where not open`)).rows,
});

/** The end of every story: the books balance, nothing is open, and nothing needs a person. */
export const expectAtRest = async ({ api, db }: Pick<Stack, 'api' | 'db'>): Promise<Accounting> => {
  const books = await eventually('nothing is open', async () => {
    const { json } = await api<Accounting>('GET', '/sync/accounting');
    return json.open === 0 ? json : undefined;
  }).catch(async (error: Error) => {
    throw new Error(`${error.message}: ${JSON.stringify(await openRows(db))}`);
  });
  expect(books.received).toBe(books.applied + books.ignored + books.open);
  const { json } = await api<{ items: object[] }>('GET', '/sync/problems');
  expect(json.items).toEqual([]);
  return books;
};
