import type { Address } from './address';

/** The head of a mail, as far as anything is decided by it. */
export interface MailHead {
  /** Without brackets; undefined: it has none. */
  readonly messageId?: string;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  readonly from: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly sender?: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** Where the servers say that they delivered it: Delivered-To, Envelope-to, X-Original-To. */
  readonly deliveredTo: readonly string[];
  /** Empty: the null sender `<>`; undefined: not told. */
  readonly returnPath?: string;
  readonly subject: string;
  /** Header fields that tell of robots and authentication, names in small letters, in order. */
  readonly signs: readonly (readonly [name: string, value: string])[];
  /** `multipart/report` and the like, with what `report-type` says. */
  readonly mediaType: string;
  readonly reportType: string;
}

export interface MailFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Without brackets. */
  readonly cid?: string;
  /** Shown inside the text. */
  readonly inline: boolean;
}

/** One recipient of a delivery report (RFC 3464). */
export interface Report {
  readonly recipient: string;
  /** failed, delayed, delivered, relayed, expanded. */
  readonly action: string;
  /** 5.1.1 */
  readonly status: string;
  readonly diagnostic: string;
}

export interface Invite {
  readonly method: string;
  readonly summary: string;
  /** As iCalendar writes instants, wall times and days: `20260105T100000Z`, `20260105T130000`, `20260105`. */
  readonly start: string;
  readonly end: string;
  /** Of the start, where it is a wall time; as the sender calls it, which need not be a zone's usual name. */
  readonly zone?: string;
  readonly location: string;
  readonly organizer: string;
}

/** A character set that was guessed; Outlook's winmail.dat, whose files were taken out, or which is kept as the file that it is. */
export type ParseNote = 'characterSetGuessed' | 'winmailUnpacked' | 'winmailKept';

/** What was read out of a mail. */
export interface ParsedMail {
  readonly head: MailHead;
  /** SHA-256 in hex of all but the trace headers. */
  readonly contentHash: string;
  /** All of the text. */
  readonly text: string;
  /** The text without what it quotes. */
  readonly reply: string;
  /** Sanitised. */
  readonly html?: string;
  readonly files: readonly MailFile[];
  /** Not verified: passed on as it is. */
  readonly protection?: 'signed' | 'encrypted';
  readonly invite?: Invite;
  /** Who wrote what is forwarded here. */
  readonly forwarded?: Address;
  readonly reports: readonly Report[];
  /** They are read out of a server's sentences: believed only of a mail of ours that it names, and of whom that went to. */
  readonly reportedInWords?: true;
  /** Of the mail that a delivery report is about. */
  readonly reportedMessageId?: string;
  /** What had to be done to read it. */
  readonly notes: readonly ParseNote[];
}
