import type { LightMyRequestResponse } from 'fastify';
import type { Deps } from '../../activities/deps';
import { sendNext } from '../../activities/notify/send-bundle';
import type { MailDeps } from '../../activities/mail/deps';
import type { OutgoingMail } from '../../channels/mail/outgoing-mail';
import { createSignatures } from '../../channels/mail/signatures';
import type { AppOptions } from '../../api/options';
import { mailKeys } from '../../store/mail/keys';
import { openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

/** A desk whose mails go to a list: the worker’s part of the portal’s way in. */
export interface PortalHouse {
  readonly desk: Desk;
  /** Sends what the outbox holds; answers the mails that left. */
  mails(): Promise<readonly OutgoingMail[]>;
  /** A browser of somebody who came in by a link. */
  visitor(address: string, language?: string): Promise<PageVisitor>;
}

export const ownAddress = 'support@helpdesk.test';

export const openPortalHouse = async (
  more: Partial<AppOptions> = {},
  publicUrl = 'http://127.0.0.1:3000',
): Promise<PortalHouse> => {
  const desk = await openDesk({ signInByMail: { own: [ownAddress] }, ...more });
  const sent: OutgoingMail[] = [];
  const mailbox = { name: 'support', address: ownAddress };
  const mail = {
    rules: { mailboxes: [mailbox] },
    mailboxes: new Map([['support', mailbox]]),
    signatures: createSignatures(await mailKeys(desk.db)),
    outgoing: {
      company: 'Ромашка',
      postman: { send: async (letter: OutgoingMail) => void sent.push(letter) },
    },
  } as unknown as MailDeps;
  const quiet = () => undefined;
  const log = { info: quiet, warn: quiet, error: quiet };
  const deps = { db: desk.db, publicUrl, log, mail } as unknown as Deps;
  const mails = async () => {
    const before = sent.length;
    for (let outcome = await sendNext(deps); outcome === 'done';) outcome = await sendNext(deps);
    return sent.slice(before);
  };
  const visitor = async (address: string, language = 'ru') => {
    const browser = new PageVisitor(desk, language);
    await askForLink(browser, address);
    const [letter] = await mails();
    await useLink(browser, linkIn(letter));
    return browser;
  };
  return { desk, mails, visitor };
};

/** The path of the one-time link in a mail. */
export const linkIn = (mail: OutgoingMail | undefined): string =>
  /\/portal\/enter\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? 'no link';

export const askForLink = async (
  browser: PageVisitor,
  address: string,
  back = '/portal',
): Promise<LightMyRequestResponse> => {
  const _csrf = await browser.csrf('/portal/sign-in');
  return browser.post('/portal/sign-in/link', { address, back, _csrf });
};

/** Opens the page of a link and presses its button. */
export const useLink = async (browser: PageVisitor, link: string): Promise<LightMyRequestResponse> =>
  browser.post(link, { _csrf: await browser.csrf(link) });

export const byPassword = async (
  browser: PageVisitor,
  address: string,
  password: string,
  back = '/portal',
): Promise<LightMyRequestResponse> =>
  browser.post('/portal/sign-in/password', {
    address,
    password,
    back,
    _csrf: await browser.csrf('/portal/sign-in'),
  });
