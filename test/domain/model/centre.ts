import { classifyAgainst, type IntentContent, type IntentWindow, type Verdict } from '../../../domain/echo';
import {
  mergeChange,
  mergeInOurWords,
  type MergedTicket,
  type Outcome,
  type Side,
} from '../../../domain/merge';
import type { NativeFields, RecordEvent } from '../../../domain/record';
import type { SyncRules } from '../../../domain/rules';
import { front, type TicketField, type Visibility } from '../../../domain/ticket';
import type { Clock, RemoteRecord, Snapshot } from './remote';

/** A write that was begun; without `after` it is open. */
export interface Intent {
  readonly content: IntentContent;
  readonly before: string;
  after?: string;
  state: 'open' | 'written' | 'not-written';
}

/** One record of the ticket, as we know it. */
export interface Link {
  readonly id: number;
  readonly record: RemoteRecord;
  shadow: NativeFields;
  cursor: string;
  confirmed: number;
  readonly intents: Intent[];
}

export interface Comment {
  readonly key: string;
  readonly body: string;
  readonly visibility: Visibility;
  readonly shownIn: Set<number>;
}

interface Row {
  readonly linkId: number;
  readonly system: string;
  readonly event: RecordEvent;
  state: 'open' | 'applied' | 'ignored';
}

/** Everything that stands in our database, with the rules of the real one: rows are unique, and wait while a write is open. */
export class Centre {
  readonly comments: Comment[] = [];
  readonly conflicts: Side[] = [];
  private readonly rows = new Map<string, Row>();

  constructor(
    public ticket: MergedTicket,
    readonly links: readonly Link[],
    private readonly rules: SyncRules,
    private readonly clock: Clock,
  ) {}

  get version(): number {
    return this.ticket.version;
  }

  /** Something about the ticket is new. */
  move(): void {
    this.ticket = { ...this.ticket, version: this.version + 1 };
  }

  /** The events of a read that are news, told apart from what our settled writes explain. */
  judge(link: Link, { history }: Snapshot, own?: IntentWindow): readonly (readonly [RecordEvent, Verdict])[] {
    const written = link.intents.filter(
      (intent) => intent.state === 'written' && Number(intent.after) > Number(link.cursor),
    );
    const windows: IntentWindow[] = [...(own ? [own] : []), ...written];
    return history
      .filter((event) => Number(event.entry) > Number(link.cursor))
      .map((event) => [event, classifyAgainst(event, windows)] as const);
  }

  /** Keeps each event once; while a write of the record is open, and this does not settle it, all of them wait. */
  store(link: Link, judged: ReturnType<Centre['judge']>, settling: boolean): void {
    const held = !settling && link.intents.some((intent) => intent.state === 'open');
    for (const [event, verdict] of judged) {
      const id = `${link.id} ${event.kind} ${event.kind === 'field' ? event.field : ''} ${event.entry}`;
      const ignored = !held && verdict !== 'news';
      const known = this.rows.get(id);
      if (!known)
        this.rows.set(id, {
          linkId: link.id,
          system: link.record.system.rules.name,
          event,
          state: ignored ? 'ignored' : 'open',
        });
      else if (ignored && known.state === 'open') known.state = 'ignored';
    }
  }

  hasNews(link: Link): boolean {
    return [...this.rows.values()].some((row) => row.linkId === link.id && row.state === 'open');
  }

  get hasMergeable(): boolean {
    return this.mergeable().length > 0;
  }

  private mergeable(): Row[] {
    const waits = new Set(
      this.links
        .filter((link) => link.intents.some((intent) => intent.state === 'open'))
        .map((link) => link.id),
    );
    return [...this.rows.values()].filter((row) => row.state === 'open' && !waits.has(row.linkId));
  }

  merge(): void {
    for (const row of this.mergeable()) {
      this.apply(row);
      row.state = 'applied';
    }
  }

  private apply({ linkId, system, event }: Row): void {
    if (event.kind === 'comment') {
      const key = `C-${this.comments.length + 1}`;
      this.comments.push({ key, body: event.body, visibility: event.visibility, shownIn: new Set([linkId]) });
      this.move();
    }
    if (event.kind !== 'field') return;
    const { field, old, new: now, entry } = event;
    const at = Math.min(event.at, this.clock.now); // times in the future are clamped to arrival
    const confirmed = this.links.find((link) => link.id === linkId)!.confirmed;
    const change = { id: 0, system, linkId, field, old, new: now, at, entry, confirmed };
    this.take(mergeChange(this.ticket, change, this.rules));
  }

  /** A person's edit in the front: merged at once, on top of what the front held before it took in what was open. */
  edit(field: TicketField, value: string): string | undefined {
    const old = this.ticket.fields[field];
    if (old === value) return undefined;
    this.merge();
    const entry = String(this.version + 1);
    const change = { id: 0, system: front, field, old, new: value, at: this.clock.now, entry };
    this.take(mergeInOurWords(this.ticket, change, this.rules));
    return old ?? undefined;
  }

  remark(body: string, visibility: Visibility): void {
    this.comments.push({ key: `C-${this.comments.length + 1}`, body, visibility, shownIn: new Set() });
    this.move();
  }

  private take({ ticket, outcome }: { readonly ticket: MergedTicket; readonly outcome: Outcome }): void {
    this.ticket = ticket;
    if (outcome.kind === 'unknown-value') throw new Error(`nobody in this model knows “${outcome.value}”`);
    if (outcome.kind === 'same') return;
    if (outcome.conflict) this.conflicts.push(outcome.conflict);
    this.move();
  }
}
