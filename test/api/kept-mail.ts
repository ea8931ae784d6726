import { spooledBytes } from '../../platform/spool';
import { storeBlob } from '../../store/blobs';
import { transaction, type Database } from '../../store/database';
import { keepMail } from '../../store/mail/arrivals';
import { saveContent, saveFiles, type MailContent } from '../../store/mail/contents';
import { settleMail, type Settlement } from '../../store/mail/mails';

/** A picture of two by two points, both red. */
export const twoByTwo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
);

let uid = 5_000;

/** A mail as the reader would have kept it. */
export const keptMail = async (
  db: Database,
  content: Partial<MailContent>,
  how: Settlement,
): Promise<number> => {
  const raw = spooledBytes(Buffer.from(`Subject: ${(uid += 1)}\r\n\r\nx`));
  const { id } = await transaction(db, (tx) =>
    keepMail(tx, { mailbox: 'support', uidValidity: '1', uid }, raw, new Date('2026-01-05T07:15:00Z')),
  );
  await saveContent(db, id, { text: 'text', reply: 'text', detail: {}, ...content });
  await settleMail(db, id, how);
  return id;
};

/** A picture of a mail that is in no ticket. */
export const keptPicture = async (
  db: Database,
  place: { readonly mail: number; readonly cid: string },
  { bytes = twoByTwo, mediaType = 'image/png' } = {},
): Promise<void> => {
  const { sha256, size } = await transaction(db, (tx) => storeBlob(tx, bytes));
  const file = { attachmentId: null, filename: 'pic.png', mediaType, size, cid: place.cid, sha256 };
  await saveFiles(db, place.mail, [file]);
};

/** A file on a ticket that is part of a mail. */
export const keptFile = async (
  db: Database,
  place: { readonly mail: number; readonly ticketId: number; readonly cid: string },
  { bytes = twoByTwo, mediaType = 'image/png' } = {},
): Promise<number> => {
  const { sha256, size } = await transaction(db, (tx) => storeBlob(tx, bytes));
  const { rows } = await db.query<{ id: number }>(
    `insert into attachments (ticket_id, filename, media_type, size, sha256, visibility, origin, at)
     values ($1, 'pic.png', $2, $3, $4, 'internal', 'front', now()) returning id`,
    [place.ticketId, mediaType, size, sha256],
  );
  const { id } = rows[0]!;
  const file = { attachmentId: id, filename: 'pic.png', mediaType, size, cid: place.cid };
  await saveFiles(db, place.mail, [file]);
  return id;
};
