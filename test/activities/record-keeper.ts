import type { Connector, NewRecord, RecordChanges } from '../../connectors/port';
import { compareEntries, type Actor, type RecordEvent, type RecordState } from '../../domain/record';
import { recordFields, type RecordField } from '../../domain/ticket';

type Fields = { [field in RecordField]: string };

interface Kept {
  readonly id: string;
  readonly createdAt: number;
  fields: Fields;
  key: string;
  linkBack: string;
  history: RecordEvent[];
}

const us: Actor = { id: '1', name: 'Sagadesk', isOurAccount: true, isSystem: false };
export const olga: Actor = { id: '7', name: 'olga', isOurAccount: false, isSystem: false };

/** A system in memory that keeps records with their histories, as honest as systems can be. */
export class RecordKeeper {
  private readonly records = new Map<string, Kept>();
  private entries = 0;
  private readonly slips = new Map<string, () => void>();

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
    },
  } as unknown as Connector;

  private make({ key, fields, linkBack }: NewRecord) {
    const id = String(this.records.size + 1);
    const record = { id, createdAt: now(), fields, key, linkBack, history: [] };
    this.records.set(id, record);
    return { id };
  }

  private read(id: string, since: string): RecordState | 'gone' {
    const record = this.records.get(id);
    if (!record) return 'gone';
    return {
      id,
      fields: record.fields,
      key: record.key,
      linksBack: [record.linkBack],
      inScope: true,
      isDone: false,
      createdAt: record.createdAt,
      createdBy: us,
      firstFiles: [],
      cursor: record.history.at(-1)?.entry ?? '0',
      history: record.history.filter(({ entry }) => compareEntries(entry, since) > 0),
    };
  }

  private head(actor: Actor) {
    return { entry: String((this.entries += 1)), at: now(), actor };
  }
}

/** Systems tell whole seconds. */
const now = () => Math.floor(Date.now() / 1000) * 1000;
