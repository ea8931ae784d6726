import type { PoolClient } from 'pg';
import { mayAnswer } from '../../domain/mail/answer-budget';
import type { Happening } from '../../domain/notify/event';
import { planned } from '../../domain/notify/plan';
import type { Person } from '../../domain/notify/person';
import type { SyncRules } from '../../domain/rules';
import { first } from '../database';
import { answersTo, tooManyAnswers } from './answers';
import { insertNotification, wakeOutbox } from './insert';
import { personWith } from './people';

/** A mail that is too large to be read, as its sender is told of it. */
export interface OversizedMail {
  readonly id: number;
  readonly mailbox: string;
  /** Without brackets. */
  readonly messageId?: string;
  readonly subject: string;
  /** In megabytes, as they are shown. */
  readonly size: string;
  readonly limit: string;
  readonly sender: Pick<Person, 'name' | 'language'> & { readonly address: string };
  /** Why its sender must not be answered. */
  readonly unanswerable?: string;
}

/**
 * Tells its sender that a mail was too large to be read, by the rules: once for each mail, however often it is read again and
 * into how many mailboxes it came.
 */
export const announceOversized = async (
  tx: PoolClient,
  mail: OversizedMail,
  { notify }: SyncRules,
): Promise<void> => {
  if (!notify || (await isTold(tx, mail))) return;
  const { address } = mail.sender;
  const unanswerable =
    mail.unanswerable ?? (mayAnswer(await answersTo(tx, address), Date.now()) ? undefined : tooManyAnswers);
  const happening: Happening = {
    event: 'oversized',
    at: Date.now(),
    doer: { name: mail.mailbox },
    visibility: 'public',
    detail: { title: mail.subject, size: mail.size, limit: mail.limit, mailbox: mail.mailbox },
    mailId: mail.id,
    ...(unanswerable === undefined ? {} : { unanswerable }),
  };
  const facts = { priority: 'normal', origin: 'email' } as const;
  const person = await personWith(tx, mail.sender);
  for (const { way, outside, suppressed } of planned(happening, facts, [person], notify))
    await insertNotification(tx, {
      ticketId: null,
      happening,
      person,
      way,
      outside,
      recipient: address,
      bundle: `mail:${mail.id}`,
      collectSeconds: 0,
      ...(suppressed ? { suppressed } : {}),
    });
  wakeOutbox(tx);
};

/** The same mail in another mailbox is one mail to its sender. */
const isTold = async (tx: PoolClient, { id, messageId, sender }: OversizedMail): Promise<boolean> =>
  first(
    await tx.query(
      `select 1 from notifications n join mails m on m.id = n.mail_id
        where n.event = 'oversized' and n.recipient = $3 and (m.id = $1 or m.message_id = $2) limit 1`,
      [id, messageId ?? null, sender.address],
    ),
  ) !== undefined;
