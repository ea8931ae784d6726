import type { PoolClient } from 'pg';
import type { RecordState } from '../../domain/record';
import type { SyncRules } from '../../domain/rules';
import { applyChanges } from '../../store/apply-changes';
import { insertChange, type NewChange } from '../../store/changes';
import { createCommands, type TicketCommands } from '../../store/commands';
import { createContact } from '../../store/contacts';
import { openDatabase, transaction, type Database } from '../../store/database';
import type { FrontActor, Registration } from '../../store/front';
import { confirm } from '../../store/confirm';
import { linksOf, setRecord, setShadow, type Link } from '../../store/links';
import { migrate } from '../../store/migrate';
import { ticketById, type TicketRow } from '../../store/tickets';
import { rules } from '../domain/rules';
import { createDatabase } from '../postgres/database';

export const operator: FrontActor = { kind: 'user', id: '1', name: 'Ольга Оператор' };

/** A database with a contact, as the core of Sagadesk works on it, and what a test does to it again and again. */
export interface House {
  readonly db: Database;
  readonly rules: SyncRules;
  readonly commands: TicketCommands;
  readonly requester: number;
  tx<T>(work: (tx: PoolClient) => Promise<T>): Promise<T>;
  /** Registers a ticket in the front. */
  register(more?: Partial<Registration>): Promise<TicketRow>;
  /** The same, with its records made: 101 and up in the desk, confirmed as they are. */
  standing(more?: Partial<Registration>): Promise<TicketRow>;
  ticket(id: number): Promise<TicketRow>;
  links(ticketId: number): Promise<readonly Link[]>;
  /** Every record is known to show what the ticket says now. */
  confirmAll(ticketId: number): Promise<void>;
  /** Something that a record's history says: stored, not merged. Answers with the change's id, undefined when it was here before. */
  said(link: Link, change: Partial<NewChange>): Promise<number | undefined>;
  /** Merges what is open. */
  merge(ticketId: number): Promise<boolean>;
  /** All rows of a query. */
  rows<T extends object>(sql: string, values?: readonly unknown[]): Promise<readonly T[]>;
  close(): Promise<void>;
}

let records = 100;
let entries = 1000;

export const openHouse = async (how: SyncRules = rules): Promise<House> => {
  const database = await createDatabase();
  await migrate(database.url);
  const db = openDatabase(database.url, 30);
  const requester = await createContact(db, {
    name: 'Анна Петрова',
    email: 'anna@example.test',
    phones: [],
    organisationId: null,
    language: 'ru',
  });
  const commands = createCommands(how);
  const tx = <T>(work: (client: PoolClient) => Promise<T>) => transaction(db, work);
  const ticket = async (id: number) => (await ticketById(db, id))!;
  const register = async (more: Partial<Registration> = {}) => {
    const registration: Registration = {
      title: 'Printer',
      description: 'Third floor',
      channel: 'phone',
      requesterId: requester,
      priority: 'normal',
      ...more,
    };
    const { id } = await tx((client) => commands.register(client, registration, operator));
    return ticket(id);
  };
  const confirmAll = async (ticketId: number) => {
    const { version } = await ticket(ticketId);
    for (const link of await linksOf(db, ticketId)) await confirm(db, link.id, version);
  };
  return {
    db,
    rules: how,
    commands,
    requester,
    tx,
    ticket,
    register,
    confirmAll,
    async standing(more) {
      const made = await register(more);
      for (const link of await linksOf(db, made.id)) {
        await tx((client) => setRecord(client, link, String((records += 1))));
        await setShadow(db, link.id, { title: made.title, key: link.key }, '10');
      }
      await confirmAll(made.id);
      return ticket(made.id);
    },
    links: (ticketId) => linksOf(db, ticketId),
    said: (link, change) =>
      insertChange(db, {
        ticketId: link.ticketId,
        linkId: link.id,
        system: link.system,
        recordId: link.recordId ?? '',
        kind: 'field',
        changeId: String((entries += 1)),
        entry: String(entries),
        at: Date.now(),
        actor: { id: '7', name: 'olga' },
        ...change,
      }),
    merge: (ticketId) => tx((client) => applyChanges(client, ticketId, how)),
    rows: async <T extends object>(sql: string, values: readonly unknown[] = []) =>
      (await db.query<T>(sql, [...values])).rows,
    async close() {
      await db.end();
      await database.drop();
    },
  };
};

/** A record as a connector reads it. */
export const aRecord = (more: Partial<RecordState> = {}): RecordState => ({
  id: String((records += 1)),
  fields: { title: 'From the desk', description: 'As told there', status: 'open', priority: '80' },
  key: null,
  linksBack: [],
  inScope: true,
  isDone: false,
  createdAt: Date.now() - 60_000,
  createdBy: { id: '7', name: 'olga', isOurAccount: false, isSystem: false },
  requester: { name: 'Boris', email: 'boris@example.test' },
  firstFiles: [],
  cursor: '500',
  history: [],
  ...more,
});
