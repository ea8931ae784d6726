import type { ContractRecord, ShownContract } from '../domain/contract-record';
import type { KnownBy } from '../domain/mask';
import type { TextLimit } from '../domain/rules';
import type { Instant, RecordField, Visibility } from '../domain/ticket';
import type {
  Actor,
  NativeFields,
  PresentComment,
  RecordState,
  RemoteFile,
  SlaTexts,
} from '../domain/record';

/** What a system lets us do with a field once the record exists. */
export type FieldCapability = 'editable' | 'create-only' | 'none';

export interface Capabilities {
  readonly fields: { readonly [field in RecordField]: FieldCapability };
  /** Longest text that the system takes; absent when it has no limit. */
  readonly maxLength: { readonly [field in RecordField]?: TextLimit };
  /** Largest file that the system takes, in bytes. */
  readonly maxFileBytes: number;
  /** The system moves a status by itself when we write public text (RT opens a new ticket). */
  readonly commentMayMoveStatus: boolean;
  /** Comments can be edited or hidden there without a trace in the history. */
  readonly changesSilently: boolean;
  /** How the system tells public comments from internal ones (API.md, publicComments). */
  readonly publicComments: 'correspondence' | 'none' | 'marked' | 'all';
}

export interface NewRecord {
  /** Exactly what is to stand in the external key field. */
  readonly key: string;
  readonly fields: Required<NativeFields>;
  readonly requester?: { readonly name: string; readonly email?: string };
  /** Address of the ticket's page; carries the installation's id, so that a copy elsewhere is known as foreign. */
  readonly linkBack: string;
  /** Written into the fields that the configuration names and the system has. */
  readonly sla?: SlaTexts;
}

export interface RecordChanges extends NativeFields, SlaTexts {
  readonly key?: string;
  /** Put where it is missing (a record that we did not create); a link that is there stays as it is. */
  readonly linkBack?: string;
}

export interface OutgoingComment {
  /** Our own id of it, kept by the system where it can (RT's External Comment). */
  readonly key: string;
  /** With the author's line already in it; the connector adds only its own marks (`@client`). */
  readonly body: string;
  readonly visibility: Visibility;
  /** Address of the contact who wrote it: a system that mails the requester's side need not tell him what he said. */
  readonly authorAddress?: string;
}

export interface OutgoingFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly visibility: Visibility;
  /** As of a comment. */
  readonly authorAddress?: string;
}

/** A user of another system, who stays there: our account may not edit him. */
export interface RemoteUser {
  /** The system's number of him: no name and no address. */
  readonly id: string;
  /** Where an administrator edits him. */
  readonly page: string;
}

/** A person to be taken out of a record. */
export interface Erasure {
  readonly person: KnownBy;
  /** Number of the contact. */
  readonly contact: string;
  /** What stands for his name from now on. */
  readonly name: string;
  /** Takes him out of a text. */
  readonly mask: (text: string) => string;
  /** Title and text as well: no push keeps this record up to date any more. */
  readonly whole: boolean;
  /** Told before the record lets go of a user who stays: afterwards nothing there would lead to him. */
  readonly stays: (user: RemoteUser) => Promise<void>;
}

/** What was reached in a record. */
export interface Erased {
  /** How many texts of others still name him there, which our account may not edit. */
  readonly notes: number;
}

/** A record that changed, found by the poll. */
export interface PollPage {
  readonly recordIds: readonly string[];
  /**
   * Per record what its newest change was: as long as that stays the same there is nothing new in it. Left out for records
   * so fresh that the system's clock cannot tell.
   */
  readonly marks?: Readonly<Record<string, string>>;
  /**
   * Per record the history entries that are news to this poll, where the system lists them: a record all of whose entries are
   * stored is not read. They may lie below what was read: on some databases a lower id may be committed after a higher one.
   */
  readonly entries?: Readonly<Record<string, readonly string[]>>;
  /** Where the next poll goes on; opaque to everybody but the connector. */
  readonly next: string;
  readonly more: boolean;
}

export interface Health {
  readonly account: Actor;
  /** Their clock minus ours in milliseconds, from the HTTP Date header: good to half a second or so. */
  readonly clockOffset: number;
}

export interface Finding {
  readonly level: 'fault' | 'warning' | 'ok';
  /** The configuration key it is about, e.g. `status.waiting_customer`. */
  readonly key: string;
  readonly message: string;
  readonly advice?: string;
  /** The same for people who read Russian; what the system itself said stays as it said it. */
  readonly inRussian?: { readonly message: string; readonly advice?: string };
}

/** Contracts as objects of their own, to which records can refer. Every method throws only `ConnectorFailure`. */
export interface ContractRecords {
  /** The object of this number that has our link back. */
  find(number: string, linkBack: string): Promise<string | undefined>;
  /** Answers with its id. */
  create(contract: ContractRecord, linkBack: string): Promise<string>;
  read(recordId: string): Promise<ShownContract | 'gone'>;
  write(recordId: string, contract: ContractRecord): Promise<void>;
}

/**
 * One outside system, spoken to. Every method throws only `ConnectorFailure` (failure.ts).
 * No method retries a write, and none keeps state about tickets.
 */
export interface Connector {
  readonly type: string;
  readonly capabilities: Capabilities;
  /** Where the system keeps contracts, and is configured to. */
  readonly contracts?: ContractRecords;
  /** Address of a record's page for people. */
  pageOf(recordId: string): string;
  /** Who are we there, and is it alive. Cheap: one request. */
  health(): Promise<Health>;
  /** Records whose key field holds exactly this key, compared by us again; oldest first. */
  findByKey(key: string): Promise<readonly string[]>;
  create(record: NewRecord): Promise<{ readonly id: string }>;
  /**
   * 'gone': 404. 'hidden': 403. `since`: history entries after this id ('0' for all). `written`: comments of ours that have
   * just been sent; a system that keeps our key with them need not be asked for their texts again.
   */
  read(
    recordId: string,
    since: string,
    written?: readonly OutgoingComment[],
  ): Promise<RecordState | 'gone' | 'hidden'>;
  /** Writes only what is named, all of it in one request where it can. Says nothing of success: the caller reads back. */
  write(recordId: string, changes: RecordChanges): Promise<void>;
  comment(recordId: string, comment: OutgoingComment): Promise<void>;
  attach(recordId: string, file: OutgoingFile): Promise<void>;
  fetchFile(file: RemoteFile): Promise<Buffer>;
  /**
   * All comments as they stand, read by an account that certainly sees every one of them; undefined: ours does not. Where the system
   * shows fewer comments to those who may see fewer, without a word: what is missing in a read is missing only if it is missing here.
   */
  allComments?(recordId: string): Promise<readonly PresentComment[] | undefined>;
  /** Makes a comment of ours private at once, where one read back as public by mistake. */
  hideComment(recordId: string, commentId: string): Promise<void>;
  /**
   * Takes a person out of what a record shows beside the fields that pushes keep: as its requester, and in texts that can still be
   * edited. Reads back what it wrote; refuses where that did not help. Repeated, it goes on where it stood.
   */
  erase(recordId: string, erasure: Erasure): Promise<Erased | 'gone' | 'hidden'>;
  /**
   * Records with news since the cursor (null: from now on, only the cursor is made), in the system's commit order as far as
   * it has one. The cursor stays behind whatever may still be committed with a lower id or time.
   */
  poll(cursor: string | null, overlapMs: number): Promise<PollPage>;
  /** Ids of the records that are open now or were created since the instant: for the first sight. */
  list(from: 'open' | Instant, cursor: string | null): Promise<PollPage>;
  /** Holds the configuration against the live system: statuses, fields, rights, its own mail rules. */
  check(): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

/** What a webhook of a system tells after its signature was found right. */
export interface Hint {
  /** Tells a repeated delivery from a new one. */
  readonly deliveryId: string;
  /** The records to read; empty when the body cannot be understood. */
  readonly recordIds: readonly string[];
  /** The newest history entry that it tells of: the hint has found what it is about once a read reaches this far. */
  readonly entry?: string;
  /** When the sender signed it, if the scheme says. */
  readonly signedAt?: Instant;
  /** Something changed that the system's history does not show: read the record as a whole. */
  readonly silent: boolean;
}

/** Pure: no I/O. 'refused': signature missing or wrong. */
export type VerifyWebhook = (
  secret: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  rawBody: Buffer,
) => Hint | 'refused';
