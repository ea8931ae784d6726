import { ConnectorFailure } from '../../connectors/failure';
import type {
  Connector,
  Erasure,
  NewRecord,
  OutgoingComment,
  OutgoingFile,
  RecordChanges,
} from '../../connectors/port';
import {
  compareEntries,
  type Actor,
  type PresentComment,
  type RecordEvent,
  type RecordState,
  type RemoteFile,
} from '../../domain/record';
import { recordFields, type RecordField, type Visibility } from '../../domain/ticket';

type Fields = { [field in RecordField]: string };

interface Kept {
  readonly id: string;
  readonly createdAt: number;
  fields: Fields;
  key: string;
  linkBack: string;
  history: RecordEvent[];
  comments: PresentComment[];
  readonly createdBy: Actor;
  readonly firstAssignee?: string;
}

export interface KeeperHabits {
  /** Tells all comments as they stand now, and can hide one. */
  readonly tellsComments?: boolean;
  /** What it makes of a file's name. */
  readonly nameOf?: (filename: string) => string;
  /** Has no public comments: ours read back as internal ones. */
  readonly hides?: boolean;
  /** Lets nobody edit its users. */
  readonly keepsUsers?: boolean;
  /** Keeps every comment of ours as a public one. */
  readonly publishes?: boolean;
}

const us: Actor = { id: '1', name: 'Sagadesk', isOurAccount: true, isSystem: false };
export const olga: Actor = { id: '7', name: 'olga', isOurAccount: false, isSystem: false };
/** The system itself. */
export const itself: Actor = { id: '0', name: 'itself', isOurAccount: false, isSystem: true };

/** A system in memory that keeps records with their histories, as honest as systems can be. */
export class RecordKeeper {
  private readonly records = new Map<string, Kept>();
  private readonly files = new Map<string, Buffer>();
  private entries = 0;
  private readonly slips = new Map<string, () => void>();
  private losing = false;

  constructor(private readonly habits: KeeperHabits = {}) {}

  /** The answer to our next write does not arrive, though it is carried out. */
  loseNextAnswer(): void {
    this.losing = true;
  }

  /** Somebody says something. */
  say(
    recordId: string,
    { body, visibility }: Pick<OutgoingComment, 'body' | 'visibility'>,
    actor: Actor = olga,
    files: readonly (RemoteFile & { readonly visibility: Visibility })[] = [],
  ): void {
    const head = this.head(actor);
    const { history, comments } = this.records.get(recordId)!;
    history.push({ ...head, kind: 'comment', id: head.entry, body, visibility, files });
    comments.push({ id: head.entry, body, visibility });
  }

  /** What stands in the record, oldest first. */
  saidIn(recordId: string): readonly PresentComment[] {
    return this.records.get(recordId)!.comments;
  }

  filesIn(recordId: string): readonly string[] {
    return this.records
      .get(recordId)!
      .history.flatMap((event) => (event.kind === 'file' ? [event.file.filename] : []));
  }

  get size(): number {
    return this.records.size;
  }

  /** To whom a rule of the system gives every record that is made from now on. */
  ruleAssigns: string | undefined;

  /** Somebody makes a record by hand, and gives it to somebody at once. */
  enter(fields: Fields, by: Actor, firstAssignee: string): string {
    return this.make({ key: '', fields, linkBack: '' }, by, firstAssignee).id;
  }

  /** Somebody sets these fields by hand. */
  set(recordId: string, fields: Partial<Fields>, actor: Actor = olga): void {
    const record = this.records.get(recordId)!;
    for (const field of recordFields) {
      const now = fields[field];
      const old = record.fields[field];
      if (now === undefined || now === old) continue;
      record.history.push({ kind: 'field', field, old, new: now, ...this.head(actor) });
      record.fields = { ...record.fields, [field]: now };
    }
  }

  /** Calls this between our read and our next write of the record. */
  slip(recordId: string, before: () => void): void {
    this.slips.set(recordId, before);
  }

  see(recordId: string): Fields {
    return this.records.get(recordId)!.fields;
  }

  readonly connector = {
    type: 'keeper',
    capabilities: {
      fields: undefined,
      maxLength: {},
      maxFileBytes: 1e6,
      commentMayMoveStatus: false,
      changesSilently: false,
      publicComments: 'all',
    },
    pageOf: (id: string) => `http://keeper.test/${id}`,
    health: async () => ({ account: us, clockOffset: 0 }),
    findByKey: async (key: string) =>
      [...this.records.values()].filter((record) => record.key === key).map(({ id }) => id),
    create: async (record: NewRecord) => this.make(record),
    read: async (id: string, since: string) => this.read(id, since),
    write: async (id: string, { key, linkBack: _, ...fields }: RecordChanges) => {
      this.slips.get(id)?.();
      this.slips.delete(id);
      this.set(id, fields, us);
      if (key !== undefined) this.records.get(id)!.key = key;
      this.answer();
    },
    comment: async (id: string, { body, visibility }: OutgoingComment) => {
      const kept = this.habits.publishes ? 'public' : this.habits.hides ? 'internal' : visibility;
      this.say(id, { body, visibility: kept }, us);
      this.answer();
    },
    hideComment: async (id: string, commentId: string) => {
      const record = this.records.get(id)!;
      record.comments = record.comments.map((one) =>
        one.id === commentId ? { ...one, visibility: 'internal' } : one,
      );
    },
    erase: async (id: string, { mask, whole, stays }: Erasure) => {
      const record = this.records.get(id);
      if (!record) return 'gone';
      this.slips.get(id)?.();
      this.slips.delete(id);
      if (this.habits.keepsUsers) await stays({ id: '43', page: 'http://there.test/users/43' });
      if (whole) record.fields = { ...record.fields, title: mask(record.fields.title) };
      record.comments = record.comments.map((one) => ({ ...one, body: mask(one.body) }));
      record.history.push({ ...this.head(us), kind: 'other', what: 'people' });
      this.answer();
      return { notes: 0 };
    },
    attach: async (id: string, { filename, mediaType, bytes, visibility }: OutgoingFile) => {
      const head = this.head(us);
      const name = this.habits.nameOf?.(filename) ?? filename;
      const file = { id: head.entry, filename: name, mediaType, size: bytes.length };
      this.records.get(id)!.history.push({ ...head, kind: 'file', file, visibility });
      this.files.set(head.entry, bytes);
      this.answer();
    },
    fetchFile: async ({ id }: { readonly id: string }) => this.files.get(id)!,
  } as unknown as Connector;

  /** Carries out a create, whoever waits for its answer. */
  make(
    { key, fields, linkBack }: NewRecord,
    createdBy: Actor = us,
    firstAssignee: string | undefined = this.ruleAssigns,
  ) {
    const id = String(this.records.size + 1);
    const record = {
      ...{ id, createdAt: now(), createdBy, fields, key, linkBack, history: [], comments: [] },
      ...(firstAssignee === undefined ? {} : { firstAssignee }),
    };
    this.records.set(id, record);
    return { id };
  }

  private answer(): void {
    if (!this.losing) return;
    this.losing = false;
    throw new ConnectorFailure('transient', 'unknown', 'the answer was lost');
  }

  private read(id: string, since: string): RecordState | 'gone' {
    const record = this.records.get(id);
    if (!record) return 'gone';
    return {
      id,
      fields: record.fields,
      key: record.key || null,
      linksBack: [record.linkBack].filter((link) => link !== ''),
      inScope: true,
      isDone: false,
      createdAt: record.createdAt,
      createdBy: record.createdBy,
      ...(since === '0' && record.firstAssignee !== undefined ? { firstAssignee: record.firstAssignee } : {}),
      firstFiles: [],
      cursor: record.history.at(-1)?.entry ?? '0',
      history: record.history.filter(({ entry }) => compareEntries(entry, since) > 0),
      ...(this.habits.tellsComments && { presentComments: record.comments }),
    };
  }

  private head(actor: Actor) {
    return { entry: String((this.entries += 1)), at: now(), actor };
  }
}

/** Systems tell whole seconds. */
const now = () => Math.floor(Date.now() / 1000) * 1000;
