import type { Instant, RecordField, ShownField, Visibility } from './ticket';

/** What a record holds, in the words of its own system. A field that the system cannot show is absent. */
export type NativeFields = { readonly [field in RecordField]?: string };

/**
 * Number of the contract and both deadlines as text, and the objects of contracts that the record refers to, by their ids
 * with blanks between. A field that the record does not have is absent, an empty one is ''.
 */
export type SlaTexts = { readonly [field in ShownField]?: string };

/** Whoever did something in an outside system. */
export interface Actor {
  /** The system's own id of the person. */
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  /** The account that Sagadesk itself uses there; a person may share it. */
  readonly isOurAccount: boolean;
  /** The system itself did it (RT_System, a rule), as a consequence of somebody's transaction. */
  readonly isSystem: boolean;
}

export interface RemoteFile {
  readonly id: string;
  readonly filename: string;
  readonly mediaType: string;
  readonly size: number;
}

interface EventHead {
  /**
   * The system's id of the history entry (RT transaction, Redmine journal): orders the events of one record.
   * Decimal digits; several events may share it (one Redmine journal is several changes).
   */
  readonly entry: string;
  /** At the source, as the system says it: whole seconds, its clock offset not yet subtracted. */
  readonly at: Instant;
  readonly actor: Actor;
}

export type RecordEvent = EventHead &
  (
    | {
        readonly kind: 'field';
        readonly field: RecordField;
        readonly old: string | null;
        readonly new: string | null;
      }
    | {
        readonly kind: 'comment';
        /** The system's id of the comment. */
        readonly id: string;
        readonly body: string;
        readonly visibility: Visibility;
        /** Not meant for the requester, and yet everybody who sees the record can read it there. */
        readonly exposed?: boolean;
        /** Our own id of the comment, where the system could keep it. */
        readonly key?: string;
        /** Files that came with it, judged for visibility one by one. */
        readonly files: readonly (RemoteFile & { readonly visibility: Visibility })[];
      }
    /** It was given to somebody, by his name as far as it is known; null: to nobody, or to our account. Moves no field of ours. */
    | { readonly kind: 'assigned'; readonly to: string | null }
    /** From now on it is this person's alone; he has an address. */
    | { readonly kind: 'requester'; readonly who: { readonly name: string; readonly email: string } }
    | { readonly kind: 'file'; readonly file: RemoteFile; readonly visibility: Visibility }
    /** Something that moves nothing of ours: told for the accounting, with the reason in a word. */
    | { readonly kind: 'other'; readonly what: string }
  );

/** An event of a record that was merged into another one. */
export interface Brought {
  /** The record that it belonged to. */
  readonly of: string;
  readonly event: RecordEvent;
}

/** A comment as it stands in the record now. */
export interface PresentComment {
  readonly id: string;
  readonly body: string;
  readonly visibility: Visibility;
}

/** One record as it was at one moment: the fields contain every history entry up to `cursor`. */
export interface RecordState {
  /** The record's own id; another than was asked for when it was merged into that one. */
  readonly id: string;
  readonly fields: NativeFields;
  /** The content of the external key field, trimmed; null when empty. */
  readonly key: string | null;
  /** What it shows of the ticket's contract, where the configuration names fields for that. */
  readonly sla?: SlaTexts;
  /** Every link to a Sagadesk page that the record carries. */
  readonly linksBack: readonly string[];
  /** Still in the queue or project that we were told to keep. */
  readonly inScope: boolean;
  /** The system itself counts it as done (closed, resolved, rejected, deleted). */
  readonly isDone: boolean;
  readonly createdAt: Instant;
  readonly createdBy: Actor;
  /** Told when the whole history was asked for. */
  readonly requester?: { readonly name: string; readonly email?: string };
  /** To whom it was given when it was made, by his name; told when the whole history was asked for. */
  readonly firstAssignee?: string;
  /** Files that came with the record's first text. */
  readonly firstFiles: readonly (RemoteFile & { readonly visibility: Visibility })[];
  /** Id of the newest history entry that `fields` contain; '0' when there is none. */
  readonly cursor: string;
  /** Everything after the asked-for cursor, oldest first. */
  readonly history: readonly RecordEvent[];
  /**
   * What was said, after the asked-for cursor, in records that have been merged into this one since; oldest first. In
   * `history` these entries are `other`.
   */
  readonly brought?: readonly Brought[];
  /** All comments as they stand now, where the system can change them silently; else absent. */
  readonly presentComments?: readonly PresentComment[];
}

/** Which of two history ids of one system is newer: ids are decimal numbers of any length. */
export const compareEntries = (a: string, b: string): number => {
  const [x, y] = [BigInt(a || '0'), BigInt(b || '0')];
  return x < y ? -1 : x > y ? 1 : 0;
};

/** The id just before the lowest of these history ids, to read all of them by; absent where nothing comes before it. */
export const beforeOldest = (entries: readonly string[]): string | undefined => {
  const [oldest = '0'] = [...entries].sort(compareEntries);
  return oldest === '0' ? undefined : String(BigInt(oldest) - 1n);
};
