import type { Actor, NativeFields, RecordEvent } from '../../../domain/record';
import type { SystemRules } from '../../../domain/rules';
import type { RecordField, Visibility } from '../../../domain/ticket';

/** The one true time of the model, in milliseconds; every system reads it through its own skew. */
export interface Clock {
  now: number;
}

/** How a system differs from the next, besides its words. */
export interface Temper {
  /** Milliseconds that its clock is ahead. */
  readonly skew: number;
  /** Public text opens a new or finished record, as Request Tracker does, by itself. */
  readonly opensOnText: boolean;
  /** All changes of one request share a history entry, as a Redmine journal. */
  readonly oneEntryPerRequest: boolean;
}

/** One outside system: its ids of history entries go on over all its records. */
export interface RemoteSystem extends Temper {
  readonly rules: SystemRules;
  entries: number;
}

/** What one read of a record tells. */
export interface Snapshot {
  readonly fields: NativeFields;
  readonly cursor: string;
  readonly history: readonly RecordEvent[];
}

const olga: Actor = { id: '7', name: 'olga', isOurAccount: false, isSystem: false };
const account: Actor = { id: '3', name: 'sagadesk', isOurAccount: true, isSystem: false };
const itself: Actor = { id: '1', name: 'RT_System', isOurAccount: false, isSystem: true };

/** One record, worked on by people in its own system and written to by us. */
export class RemoteRecord {
  readonly events: RecordEvent[] = [];
  /** Requests of ours that wrote something. */
  writes = 0;

  constructor(
    readonly system: RemoteSystem,
    private readonly clock: Clock,
    private fields: NativeFields,
  ) {}

  /** A person changes a field; nothing happens when it says that already. Answers with the value that he saw. */
  edit(field: RecordField, value: string, sharesOurAccount: boolean): string | undefined {
    const seen = this.fields[field];
    this.next();
    return this.set(field, value, sharesOurAccount ? account : olga) ? seen : undefined;
  }

  remark(body: string, visibility: Visibility): void {
    this.next();
    this.say({ body, visibility }, olga);
  }

  /** Our own request. */
  write(fields: NativeFields): void {
    this.writes += 1;
    this.next();
    for (const [field, value] of Object.entries(fields)) this.set(field as RecordField, value!, account);
  }

  comment(text: { readonly key: string; readonly body: string; readonly visibility: Visibility }): void {
    this.writes += 1;
    this.next();
    this.say(text, account);
  }

  read(since: string): Snapshot {
    return {
      fields: this.fields,
      cursor: this.events.at(-1)?.entry ?? '0',
      history: this.events.filter((event) => Number(event.entry) > Number(since)),
    };
  }

  private set(field: RecordField, value: string, actor: Actor): boolean {
    const old = this.fields[field] ?? null;
    if (old === value) return false;
    this.fields = { ...this.fields, [field]: value };
    this.tell({ kind: 'field', field, old, new: value }, actor);
    return true;
  }

  private say(
    text: { readonly body: string; readonly visibility: Visibility; readonly key?: string },
    actor: Actor,
  ): void {
    this.tell({ kind: 'comment', id: String(this.system.entries), files: [], ...text }, actor);
    const { status } = this.system.rules;
    if (!this.system.opensOnText || text.visibility !== 'public') return;
    if (this.fields.status === status.in_progress || this.fields.status === status.waiting_customer) return;
    this.next();
    this.set('status', status.in_progress, itself);
  }

  private next(): void {
    this.system.entries += 1;
  }

  private tell(what: Record<string, unknown>, actor: Actor): void {
    const isFirst = this.events.at(-1)?.entry !== String(this.system.entries);
    if (!isFirst && !this.system.oneEntryPerRequest) this.next();
    const at = Math.floor((this.clock.now + this.system.skew) / 1000) * 1000;
    this.events.push({ ...what, entry: String(this.system.entries), at, actor } as RecordEvent);
  }
}
