import type { PoolClient } from 'pg';
import type { MailboxConfig } from '../../connectors/configuration-mail';
import { withoutTag, type Address } from '../../domain/mail/address';
import { ownAddresses } from '../../domain/mail/mailbox';
import type { ParsedMail } from '../../domain/mail/parsed';
import type { SenderKind } from '../../domain/mail/robot';
import type { Candidate, Decision, Evidence } from '../../domain/mail/route';
import { authenticationOf } from '../../domain/mail/sender';
import { numberIn } from '../../domain/mail/subject';
import type { Token } from '../../domain/mail/token';
import {
  candidateById,
  candidateByNumber,
  candidateByReceived,
  recentMails,
  recentToTicket,
} from '../../store/mail/evidence';
import type { MailRow } from '../../store/mail/mails';
import { userById } from '../../store/users';
import type { MailDeps } from './deps';

/** What is found out about a mail before anything is decided, with the signed token that names its ticket. */
export const evidenceOf = async (
  tx: PoolClient,
  mail: MailDeps,
  mailbox: MailboxConfig,
  row: MailRow,
  parsed: ParsedMail,
  sender: Address,
  kind: SenderKind,
): Promise<{ readonly evidence: Evidence; readonly token?: Token }> => {
  const { head } = parsed;
  const { limits, trustedAuthentication } = mail.rules;
  const token = addressToken(mail, parsed);
  const ids = [
    ...head.references,
    ...head.inReplyTo,
    ...(parsed.reportedMessageId ? [parsed.reportedMessageId] : []),
  ];
  const idToken = last(ids.map((id) => mail.signatures.readMessageId(id)).filter(isToken));
  const candidates = {
    byAddress: await candidateByNumber(tx, token?.ticket, sender.address),
    byMessageId: await candidateByNumber(tx, idToken?.ticket, sender.address),
    byReceivedId: await candidateByReceived(tx, ids, sender.address),
    bySubject: await candidateByNumber(tx, numberIn(head.subject), sender.address),
  };
  const named =
    candidates.byAddress ?? candidates.byMessageId ?? candidates.byReceivedId ?? candidates.bySubject;
  const decision = await decisionOf(tx, row, sender);
  const authentication = authenticationOf(head, trustedAuthentication);
  const evidence: Evidence = {
    sender: kind,
    receivedAt: row.receivedAt.getTime(),
    ...present(candidates),
    ...(await staffOf(tx, mail, token, sender, authentication)),
    authentication,
    closed: mailbox.closed,
    fromOurselves: isOurs(mail, sender.address),
    recent: await recentMails(tx, sender.address, row, limits.burstMinutes),
    recentToTicket: named ? await recentToTicket(tx, sender.address, named.id, row.receivedAt) : 0,
    limits,
    released: row.decision?.as === 'release',
    ...(decision ? { decision } : {}),
  };
  const used = token ?? idToken;
  return { evidence, ...(used ? { token: used } : {}) };
};

/** What the servers on the way say comes first: To is hidden by forwards and blind copies. */
const addressToken = ({ signatures }: MailDeps, { head }: ParsedMail): Token | undefined => {
  const addresses = [...head.deliveredTo, ...[...head.to, ...head.cc].map(({ address }) => address)];
  return addresses.map((address) => signatures.readAddress(address)).find((token) => token !== undefined);
};

const isToken = (found: Token | 'forged' | undefined): found is Token =>
  found !== undefined && found !== 'forged';
const last = <T>(items: readonly T[]): T | undefined => items.at(-1);

const present = (candidates: Readonly<Record<string, Candidate | undefined>>) =>
  Object.fromEntries(Object.entries(candidates).filter(([, candidate]) => candidate !== undefined));

const isOurs = ({ rules }: MailDeps, address: string): boolean => {
  const own = ownAddresses(rules);
  return own.has(address) || own.has(withoutTag(address).base);
};

const decisionOf = async (
  tx: PoolClient,
  { decision }: MailRow,
  sender: Address,
): Promise<Decision | undefined> => {
  if (decision?.as === 'ticket') return { as: 'ticket' };
  if (decision?.as !== 'comment') return undefined;
  const ticket =
    decision.ticketId === undefined ? undefined : await candidateById(tx, decision.ticketId, sender.address);
  return ticket && { as: 'comment', ticket };
};

/**
 * Staff answer from their own programs: the signed address must be theirs, and so must be the sender, whom our server has
 * authenticated wherever it does so. What answers something internal stays internal.
 */
const staffOf = async (
  tx: PoolClient,
  { rules: { staffReplies, trustedAuthentication } }: MailDeps,
  token: Token | undefined,
  sender: Address,
  authentication: Evidence['authentication'],
): Promise<Pick<Evidence, 'byStaff'>> => {
  if (!token || (token.kind !== 's' && token.kind !== 'i') || staffReplies === 'thirdParty') return {};
  if (authentication === 'fail' || (trustedAuthentication !== undefined && authentication !== 'pass'))
    return {};
  const user = await userById(tx, token.id);
  if (!user || user.role === 'portal' || user.email?.toLowerCase() !== sender.address) return {};
  return { byStaff: token.kind === 'i' ? 'internal' : staffReplies };
};
