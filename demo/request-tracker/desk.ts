import type { Keeper } from './keeper';
import type { IncomingFile, Tables, Ticket, Transaction, User } from './model';
import { nobody, systemUser } from './model';
import type { DemoStatus } from './options';
import { subjectOf } from './subject';

export interface NewTicket {
  readonly queue: string;
  readonly subject: string;
  readonly text: string;
  readonly status?: string;
  readonly priority?: number;
  /** Name of an agent. */
  readonly owner?: string;
  readonly requestors?: readonly { readonly name: string; readonly email: string }[];
  readonly key?: string;
  readonly values?: Record<string, string>;
  readonly links?: readonly string[];
  readonly files?: readonly IncomingFile[];
}

export interface NewMessage {
  readonly type: 'Comment' | 'Correspond';
  readonly text: string;
  readonly files: readonly IncomingFile[];
  readonly comment?: string;
}

/** What is told of every change, after it is in the tables. */
export type Listener = (ticket: Ticket, transaction: Transaction) => void;

/** The desk itself: every change is a transaction, as in Request Tracker. */
export class Desk {
  readonly tables: Tables;

  constructor(
    readonly keeper: Keeper,
    readonly queues: readonly { readonly id: number; readonly name: string }[],
    readonly statuses: readonly DemoStatus[],
    /** The desk's clock, in milliseconds. */
    private readonly now: () => number,
    private readonly listener: Listener,
  ) {
    this.tables = keeper.tables;
  }

  /** The ticket of this id, or the one that it was merged into. */
  ticket(id: number): Ticket | undefined {
    const found = this.tables.tickets.find((ticket) => ticket.id === id);
    return found?.mergedInto === undefined ? found : this.ticket(found.mergedInto);
  }

  user(nameOrId: string): User | undefined {
    const wanted = nameOrId.toLowerCase();
    const users = [...this.tables.users, nobody];
    return users.find(({ id, name }) => name.toLowerCase() === wanted || String(id) === wanted);
  }

  /** With the histories that tickets merged into this one brought along. */
  history(ticket: number): readonly Transaction[] {
    const isBrought = ({ id, mergedInto }: Ticket) =>
      mergedInto !== undefined && this.ticket(id)?.id === ticket;
    const all = new Set([ticket, ...this.tables.tickets.filter(isBrought).map(({ id }) => id)]);
    return this.tables.transactions.filter((transaction) => all.has(transaction.ticket));
  }

  statusNamed(name: string): DemoStatus | undefined {
    return this.statuses.find((status) => status.name.toLowerCase() === name.toLowerCase());
  }

  create(by: string, wanted: NewTicket): Ticket {
    const now = this.wholeSecond();
    const ticket: Ticket = {
      id: nextId(this.tables.tickets),
      queue: wanted.queue,
      subject: subjectOf(wanted.subject),
      status: wanted.status ?? this.statuses[0]?.name ?? 'new',
      priority: wanted.priority ?? 0,
      creator: by,
      ...(wanted.owner === undefined ? {} : { owner: wanted.owner }),
      created: now,
      lastUpdated: now,
      requestors: (wanted.requestors ?? []).map((person) => this.userWith(person)),
      key: wanted.key ?? '',
      values: wanted.values ?? {},
      links: wanted.links ?? [],
    };
    this.tables.tickets.push(ticket);
    this.record(ticket, by, { type: 'Create' }, (id) =>
      this.keepMessage(id, wanted.text, wanted.files ?? []),
    );
    return ticket;
  }

  setSubject(by: string, ticket: Ticket, subject: string): void {
    const change = { type: 'Set', field: 'Subject', old: ticket.subject, new: subject };
    ticket.subject = subject;
    this.record(ticket, by, change);
  }

  setPriority(by: string, ticket: Ticket, priority: number): void {
    const change = { type: 'Set', field: 'Priority', old: String(ticket.priority), new: String(priority) };
    ticket.priority = priority;
    this.record(ticket, by, change);
  }

  setStatus(by: string, ticket: Ticket, status: string): void {
    const change = { type: 'Status', field: 'Status', old: ticket.status, new: status };
    ticket.status = status;
    this.record(ticket, by, change);
  }

  /** Two transactions, with ids of users, as RT writes them. */
  setOwner(by: string, ticket: Ticket, owner: User): void {
    const old = String((this.user(ticket.owner ?? '') ?? nobody).id);
    const change = { field: 'Owner', old, new: String(owner.id) };
    ticket.owner = owner.name;
    this.record(ticket, by, { type: 'Set', ...change });
    this.record(ticket, by, { type: 'SetWatcher', ...change });
  }

  /** One transaction for whoever goes and whoever comes, with ids of users, as RT writes them. */
  setRequestors(by: string, ticket: Ticket, people: NonNullable<NewTicket['requestors']>): void {
    const wanted = people.map((person) => this.userWith(person));
    const before = ticket.requestors;
    const idOf = (name: string) => String(this.user(name)?.id ?? '');
    ticket.requestors = wanted;
    for (const name of before.filter((one) => !wanted.includes(one)))
      this.record(ticket, by, { type: 'DelWatcher', field: 'Requestor', old: idOf(name) });
    for (const name of wanted.filter((one) => !before.includes(one)))
      this.record(ticket, by, { type: 'AddWatcher', field: 'Requestor', new: idOf(name) });
  }

  setQueue(by: string, ticket: Ticket, queue: string): void {
    const numberOf = (name: string) => String(this.queues.find((known) => known.name === name)?.id ?? '');
    const change = { type: 'Set', field: 'Queue', old: numberOf(ticket.queue), new: numberOf(queue) };
    ticket.queue = queue;
    this.record(ticket, by, change);
  }

  setKey(by: string, ticket: Ticket, field: number, key: string): void {
    const change = { type: 'CustomField', field: String(field), old: ticket.key, new: key };
    ticket.key = key;
    this.record(ticket, by, change);
  }

  setValue(by: string, ticket: Ticket, field: number, value: string): void {
    const values = (ticket.values ??= {});
    const change = { type: 'CustomField', field: String(field), old: values[field] ?? '', new: value };
    values[field] = value;
    this.record(ticket, by, change);
  }

  addLink(by: string, ticket: Ticket, url: string): void {
    ticket.links = [...ticket.links, url];
    this.record(ticket, by, { type: 'AddLink', field: 'RefersTo', new: url });
  }

  /** Both histories tell of it; from then on the one answers for the other. */
  merge(by: string, ticket: Ticket, into: Ticket): void {
    ticket.mergedInto = into.id;
    const link = { type: 'AddLink', field: 'MergedInto' };
    this.record(ticket, by, { ...link, new: `ticket/${into.id}` });
    this.record(into, by, { ...link, new: `ticket/${ticket.id}` });
  }

  /** Correspondence opens a new or finished ticket, as RT's stock rule does, in the name of RT_System. */
  say(by: string, ticket: Ticket, { type, text, files, comment }: NewMessage): Transaction {
    const said = this.record(ticket, by, { type, comment }, (id) => this.keepMessage(id, text, files));
    const open = this.statuses.find((status) => status.class === 'active');
    const isOpen = this.statusNamed(ticket.status)?.class === 'active';
    if (type === 'Correspond' && open && !isOpen) this.setStatus(systemUser, ticket, open.name);
    return said;
  }

  private record(
    ticket: Ticket,
    creator: string,
    change: Pick<Transaction, 'type'> & Partial<Transaction>,
    attach: (id: number) => void = () => undefined,
  ): Transaction {
    const head = {
      id: nextId(this.tables.transactions),
      ticket: ticket.id,
      creator,
      created: this.wholeSecond(),
    };
    const transaction = { field: '', old: '', new: '', comment: '', ...change, ...head };
    this.tables.transactions.push(transaction);
    ticket.lastUpdated = transaction.created;
    attach(transaction.id);
    this.keeper.changed();
    this.listener(ticket, transaction);
    return transaction;
  }

  /** A text alone is one part; with files it is a container, the text, and each file. */
  private keepMessage(transaction: number, text: string, files: readonly IncomingFile[]): void {
    const body = { filename: '', mediaType: 'text/plain', bytes: Buffer.from(text.replace(/\r\n/g, '\n')) };
    const container = { filename: '', mediaType: 'multipart/mixed', bytes: Buffer.alloc(0) };
    for (const part of files.length === 0 ? [body] : [container, body, ...files])
      this.keepPart(transaction, part);
  }

  private keepPart(transaction: number, { filename, mediaType, bytes }: IncomingFile): void {
    const id = nextId(this.tables.attachments);
    this.tables.attachments.push({ id, transaction, filename, contentType: mediaType, size: bytes.length });
    this.keeper.putBytes(id, bytes);
  }

  private wholeSecond(): number {
    return Math.floor(this.now() / 1000) * 1000;
  }

  private userWith({ name, email }: { readonly name: string; readonly email: string }): string {
    const known = this.tables.users.find((user) => user.email.toLowerCase() === email.toLowerCase());
    if (known) return known.name;
    const user = { id: nextId(this.tables.users), name: email, realName: name, email, agent: false };
    this.tables.users.push(user);
    return user.name;
  }
}

const nextId = (rows: readonly { readonly id: number }[]): number => (rows.at(-1)?.id ?? 0) + 1;
