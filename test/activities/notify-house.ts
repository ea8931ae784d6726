import type { Deps } from '../../activities/deps';
import type { MailDeps } from '../../activities/mail/deps';
import { sendNext } from '../../activities/notify/send-bundle';
import type { OutgoingMail } from '../../channels/mail/outgoing-mail';
import { createSignatures } from '../../channels/mail/signatures';
import type { SmtpFailure } from '../../channels/mail/smtp-failure';
import { usualNotify } from '../../connectors/configuration-notify';
import type { NotifyRules } from '../../domain/notify/rule';
import { mailKeys } from '../../store/mail/keys';
import { rules } from '../domain/rules';
import { openHouse, type House } from '../store/house';

/** A database whose outbox is sent to a list. */
export interface NotifyHouse {
  readonly house: House;
  readonly deps: Deps;
  readonly sent: OutgoingMail[];
  /** The next mails are refused so. */
  refuseWith(failure: SmtpFailure | undefined): void;
  /** Sends what is due; answers the mails that left. */
  send(): Promise<readonly OutgoingMail[]>;
  outbox(ticketId: number): Promise<readonly Row[]>;
  close(): Promise<void>;
}

interface Row {
  readonly event: string;
  readonly to: string;
  readonly channel: string;
  readonly state: string;
  readonly because: string | null;
}

export const openNotifyHouse = async (more: Partial<NotifyRules> = {}): Promise<NotifyHouse> => {
  const { webhooks, ...usual } = usualNotify;
  const notify: NotifyRules = {
    ...usual,
    webhooks: Object.keys(webhooks),
    email: true,
    speaker: 'front',
    own: ['support@helpdesk.test'],
    collectSeconds: 0,
    stormSeconds: 0,
    ...more,
  };
  const house = await openHouse({ ...rules, notify });
  const sent: OutgoingMail[] = [];
  let failure: SmtpFailure | undefined;
  const mailbox = { name: 'support', address: 'support@helpdesk.test' };
  const mail = {
    rules: { mailboxes: [mailbox] },
    mailboxes: new Map([['support', mailbox]]),
    signatures: createSignatures(await mailKeys(house.db)),
    outgoing: {
      company: 'Ромашка',
      postman: {
        async send(letter: OutgoingMail) {
          if (failure) throw failure;
          sent.push(letter);
        },
      },
    },
  } as unknown as MailDeps;
  const quiet = () => undefined;
  const deps = {
    db: house.db,
    rules: house.rules,
    publicUrl: 'http://desk.test',
    log: { info: quiet, warn: quiet, error: quiet },
    mail,
  } as unknown as Deps;
  return {
    house,
    deps,
    sent,
    refuseWith: (how) => void (failure = how),
    async send() {
      const before = sent.length;
      for (let outcome = await sendNext(deps); outcome === 'done';) outcome = await sendNext(deps);
      return sent.slice(before);
    },
    outbox: (ticketId) =>
      house.rows<Row>(
        `select event, recipient as to, channel, state, because from notifications where ticket_id = $1 order by id`,
        [ticketId],
      ),
    close: () => house.close(),
  };
};
