import type { SyncRules, SystemRules } from '../../../domain/rules';
import type { MergedTicket } from '../../../domain/merge';
import { recordFields, type RecordField, type Visibility } from '../../../domain/ticket';
import { isAsWanted } from '../../../domain/projection';
import { toNative } from '../../../domain/mapping';
import { aTicket } from '../merging';
import { builders, desk, rules, tracker } from '../rules';
import { Centre, type Link } from './centre';
import { push, read, wantedOf, type Work } from './push';
import { RemoteRecord, type Clock, type RemoteSystem } from './remote';

/** What people do. `place` 0 is the front, 1 the desk, 2 and up are the tasks. */
export type Deed =
  | {
      readonly kind: 'edit';
      readonly place: number;
      readonly field: RecordField;
      readonly value: string;
      readonly shares: boolean;
    }
  | { readonly kind: 'remark'; readonly place: number; readonly visibility: Visibility };

export interface Setting {
  /** Tracker of each task, by place in `trackers`. */
  readonly tasks: readonly number[];
  /** Milliseconds that the clocks of desk and trackers are ahead. */
  readonly skews: readonly number[];
}

/** An edit as it was really made: by whom, on top of what. */
export interface Made {
  readonly place: number;
  readonly field: RecordField;
  readonly saw: string;
  readonly value: string;
}

interface Task {
  readonly work: Work<unknown>;
  readonly kind: 'push' | 'read';
  readonly link: Link;
}

const trackers: readonly SystemRules[] = [tracker, builders];

/** One ticket, its records, the people, and our side: everything happens in one thread, one small step after the other. */
export class World {
  readonly clock: Clock = { now: Date.UTC(2026, 10, 23, 12) };
  readonly made: Made[] = [];
  readonly centre: Centre;
  pushes = 0;
  private running: Task[] = [];
  private readonly unread = new Set<Link>();

  constructor(setting: Setting, how: SyncRules = rules) {
    const trackers = setting.tasks.map((_, i) => i + 2);
    const ticket = aTicket('new', trackers, this.clock.now);
    const systems = this.systems(setting);
    const links = [systems[0]!, ...setting.tasks.map((which) => systems[which + 1]!)].map((system, i) =>
      this.linked(ticket, system, i + 1),
    );
    this.centre = new Centre(ticket, links, how, this.clock);
  }

  private systems({ skews }: Setting): RemoteSystem[] {
    return [desk, ...trackers].map((words, i) => ({
      rules: words,
      entries: 0,
      skew: skews[i] ?? 0,
      opensOnText: words.role === 'desk',
      oneEntryPerRequest: words.role === 'tracker',
    }));
  }

  private linked(ticket: MergedTicket, system: RemoteSystem, id: number): Link {
    const fields = Object.fromEntries(
      recordFields.map((field) => [field, toNative(system.rules, field, ticket.fields[field]!)]),
    );
    const record = new RemoteRecord(system, this.clock, fields);
    return { id, record, shadow: fields, cursor: '0', confirmed: 1, intents: [] };
  }

  /** A person does something. Values are in our words; each place has its own for them. */
  do(deed: Deed): void {
    const link = this.centre.links[deed.place - 1];
    if (deed.kind === 'remark') {
      const body = `said ${this.centre.comments.length} at ${this.clock.now}`;
      if (link) link.record.remark(body, deed.visibility);
      else this.centre.remark(body, deed.visibility);
    } else {
      const value = link ? toNative(link.record.system.rules, deed.field, deed.value) : deed.value;
      const saw = link
        ? link.record.edit(deed.field, value, deed.shares)
        : this.centre.edit(deed.field, value);
      if (saw !== undefined) this.made.push({ place: deed.place, field: deed.field, saw, value });
    }
    if (link) this.unread.add(link);
  }

  /** Everything that could happen next on our side, besides a cut. */
  get possible(): readonly (() => void)[] {
    return [
      ...this.running.map((task) => () => this.step(task)),
      ...(this.centre.hasMergeable ? [() => this.centre.merge()] : []),
      ...[...this.unread].map((link) => () => this.startReading(link)),
      ...this.centre.links.filter((link) => this.isBehind(link)).map((link) => () => this.startPush(link)),
    ];
  }

  /** The worker dies: what it was doing is never finished. What it had written stays written. */
  cut(pick: number): void {
    const [task] = this.running.splice(pick % Math.max(1, this.running.length), 1);
    if (task?.kind === 'read') this.unread.add(task.link);
  }

  /** A record is read again, for no reason. */
  startReading(link: Link): void {
    this.unread.delete(link);
    this.running.push({ work: read(this.centre, link), kind: 'read', link });
  }

  /** Lets our side work on until it has nothing left to do. Throws when that takes suspiciously long. */
  rest(pick: (options: number) => number = () => 0): void {
    for (let steps = 0; this.possible.length > 0; steps += 1) {
      if (steps > 5000) throw new Error('it does not come to rest');
      this.clock.now += 50;
      this.possible[pick(this.possible.length)]!();
    }
  }

  private isBehind(link: Link): boolean {
    const isOpen = link.intents.some(({ state }) => state === 'open');
    const isRunning = this.running.some((task) => task.kind === 'push' && task.link === link);
    return !isRunning && (isOpen || link.confirmed < this.centre.version);
  }

  private startPush(link: Link): void {
    this.pushes += 1;
    this.running.push({ work: push(this.centre, link), kind: 'push', link });
  }

  private step(task: Task): void {
    if (task.work.next().done) this.running = this.running.filter((other) => other !== task);
  }

  /** Fields in which a record does not say what it should. */
  get differences(): readonly string[] {
    const marks = { refusals: {}, overrides: {} };
    return this.centre.links.flatMap((link) => {
      const { system } = link.record;
      const wanted = wantedOf(this.centre.ticket, link);
      const present = link.record.read('0').fields;
      return recordFields
        .filter((field) => !isAsWanted(system.rules, field, wanted, present, marks))
        .map(
          (field) =>
            `${system.rules.name} ${link.id} ${field}: ${present[field]} instead of ${wanted[field]}`,
        );
    });
  }

  get writes(): number {
    return this.centre.links.reduce((sum, link) => sum + link.record.writes, 0);
  }
}
