/** How many days each kind of record is kept; null: for ever. */
export interface Keeping {
  /** Bytes and texts of mails; that they came is kept. */
  readonly rawMailDays: number | null;
  readonly callDays: number | null;
  readonly auditDays: number | null;
  /** What pages that were away for a while can catch up on. */
  readonly eventDays: number;
}

export const usualKeeping: Keeping = { rawMailDays: null, callDays: null, auditDays: 730, eventDays: 3 };

/** Kinds of records that go after their time. */
export const removedKinds = ['rawMails', 'calls', 'audit', 'events', 'sessions', 'bulkJobs'] as const;
export type RemovedKind = (typeof removedKinds)[number];
