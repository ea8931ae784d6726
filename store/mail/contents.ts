import type { Report } from '../../domain/mail/parsed';
import type { Queryable } from '../database';

/** What was read out of a mail, as it is kept beside the ticket. */
export interface MailContent {
  readonly text: string;
  readonly reply: string;
  readonly html?: string;
  /** invite, protection, forwarded, notes, verdict. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export const saveContent = async (tx: Queryable, mailId: number, content: MailContent): Promise<void> => {
  await tx.query(
    `insert into mail_contents (mail_id, text, reply, html, detail) values ($1, $2, $3, $4, $5)
     on conflict (mail_id) do update set text = $2, reply = $3, html = $4, detail = $5, read_at = now()`,
    [mailId, content.text, content.reply, content.html ?? null, JSON.stringify(content.detail)],
  );
};

export interface KeptFile {
  readonly attachmentId: number | null;
  readonly filename: string;
  readonly mediaType: string;
  readonly size: number;
  readonly cid: string | null;
  /** Of a picture of a mail that is in no ticket. */
  readonly sha256?: Buffer;
}

export const saveFiles = async (tx: Queryable, mailId: number, files: readonly KeptFile[]): Promise<void> => {
  await tx.query('delete from mail_files where mail_id = $1', [mailId]);
  for (const [n, file] of files.entries())
    await tx.query(
      `insert into mail_files (mail_id, n, attachment_id, filename, media_type, size, cid, sha256)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [mailId, n, file.attachmentId, file.filename, file.mediaType, file.size, file.cid, file.sha256 ?? null],
    );
};

/** The report about a mail of ours, and the addresses that are known not to work from now on. */
export const saveBounce = async (
  tx: Queryable,
  mailId: number,
  report: Report,
  about: { readonly outboxId?: number; readonly messageId?: string },
): Promise<void> => {
  await tx.query(
    `insert into mail_bounces (mail_id, recipient, outbox_id, message_id, action, status, diagnostic)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      mailId,
      report.recipient,
      about.outboxId ?? null,
      about.messageId ?? null,
      report.action,
      report.status,
      report.diagnostic,
    ],
  );
};

export const markBadAddress = async (
  tx: Queryable,
  address: string,
  status: string,
  because: string,
): Promise<void> => {
  await tx.query(
    `insert into bad_addresses (address, status, because) values ($1, $2, $3)
     on conflict (address) do update set status = $2, because = $3, since = now()`,
    [address, status, because],
  );
};

/** Somebody wrote from it: it works again. */
export const forgetBadAddress = async (tx: Queryable, address: string): Promise<void> => {
  await tx.query('delete from bad_addresses where address = $1', [address]);
};
