import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../store/database';

export interface Known {
  readonly number: string;
  readonly priority: 'low' | 'normal' | 'high' | 'urgent';
  /** Record ids by system. */
  readonly records: Readonly<Record<string, string>>;
}

const everyMs = 50;

/** Waits until every record of every ticket shows the ticket's version and nothing waits to be merged; in seconds at most. */
export const allSettled = async (db: Database, seconds = 600): Promise<void> => {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const { rows } = await db.query<{ behind: number; open: number }>(
      `select (select count(*) from links l join tickets t on t.id = l.ticket_id
                where l.state in ('creating', 'linked') and l.confirmed_version < t.version)::int as behind,
              (select count(*) from changes where state = 'open')::int as open`,
    );
    const { behind, open } = rows[0]!;
    if (behind === 0 && open === 0) return;
    if (Date.now() > until)
      throw new Error(`after ${seconds} s ${behind} records are behind and ${open} changes open`);
    await pause(everyMs);
  }
};

/** Every ticket with its records. */
export const knownTickets = async (db: Database): Promise<readonly Known[]> =>
  (
    await db.query<Known>(
      `select t.number, t.priority, jsonb_object_agg(l.system, l.record_id) as records
         from tickets t join links l on l.ticket_id = t.id and l.state = 'linked' group by t.id order by t.id`,
    )
  ).rows;

/** Tells, ticket by ticket, when its records have reached the version that its row had: one query for all that wait. */
export class Settling {
  private readonly waiting = new Map<string, { readonly version: number; readonly done: () => void }>();
  private running = false;

  constructor(private readonly db: Database) {}

  /** Resolves when the ticket is at least at `version` and all its records show it. */
  reached(number: string, version: number): Promise<void> {
    const settled = new Promise<void>((done) => this.waiting.set(number, { version, done }));
    if (!this.running) void this.watch();
    return settled;
  }

  private async watch(): Promise<void> {
    this.running = true;
    while (this.waiting.size > 0) {
      const { rows } = await this.db.query<{ number: string; version: number }>(
        `select t.number, t.version from tickets t where t.number = any($1)
            and not exists (select 1 from links l where l.ticket_id = t.id and l.state in ('creating', 'linked')
                              and l.confirmed_version < t.version)`,
        [[...this.waiting.keys()]],
      );
      for (const { number, version } of rows) this.told(number, version);
      await pause(20);
    }
    this.running = false;
  }

  private told(number: string, version: number): void {
    const one = this.waiting.get(number);
    if (!one || version < one.version) return;
    this.waiting.delete(number);
    one.done();
  }
}
