import type { Instant, Status, Visibility } from '../ticket';
import type { ClosedPolicy } from './mailbox';
import { effectOf } from './closed';
import type { SenderKind } from './robot';

/** A ticket that a mail may belong to, as it stands (of a merged one: the one that it was merged into). */
export interface Candidate {
  readonly id: number;
  readonly number: string;
  readonly status: Status;
  readonly closedAt?: Instant;
  /** The sender is its requester, takes part in it, or works on it. */
  readonly senderTakesPart: boolean;
}

/** What was found out about a mail before anything is decided. */
export interface Evidence {
  readonly sender: SenderKind;
  readonly receivedAt: Instant;
  /** Named by a signed address of ours. */
  readonly byAddress?: Candidate;
  /** Named by a signed Message-ID of ours. */
  readonly byMessageId?: Candidate;
  /** It answers a mail that we received, of this ticket. */
  readonly byReceivedId?: Candidate;
  /** Named in the subject. */
  readonly bySubject?: Candidate;
  /** The sender is the member of staff whom the signed address names; how his words are taken. */
  readonly byStaff?: Visibility;
  readonly authentication: 'pass' | 'fail' | 'unknown';
  readonly closed: ClosedPolicy;
  /** The sender is one of our own mailboxes. */
  readonly fromOurselves: boolean;
  /** Mails of this sender in the last minutes, this one included, and to this ticket in the last hour. */
  readonly recent: number;
  readonly recentToTicket: number;
  readonly limits: { readonly burstMails: number; readonly loopMails: number };
  /** A person has let it in: no limits. */
  readonly released: boolean;
  /** What a person decided about it when it was held. */
  readonly decision?: Decision;
}

export type Decision = { readonly as: 'ticket' } | { readonly as: 'comment'; readonly ticket: Candidate };

export type Because =
  'ownMail' | 'bounceOfNothingKnown' | 'autoReplyToNothing' | 'burst' | 'loop' | 'claim' | 'fromOurselves';

/** Where a mail goes. */
export type Route =
  | { readonly to: 'ignored'; readonly because: Because }
  | { readonly to: 'held'; readonly because: Because; readonly claims?: Candidate }
  | { readonly to: 'new'; readonly follows?: Candidate }
  | {
      readonly to: 'comment';
      readonly ticket: Candidate;
      /** Whose text it is taken for: shown to the requester, as its writer's visibility says, marked, or a note of a program. */
      readonly speaker: 'participant' | 'staff' | 'thirdParty' | 'program';
      /** Of staff. */
      readonly visibility?: Visibility;
      readonly reopens: boolean;
    };

/** Which ticket a mail belongs to, the strongest evidence first. */
export const routeOf = (evidence: Evidence): Route => {
  const { sender, decision } = evidence;
  if (decision) return decided(evidence, decision);
  if (sender === 'own') return { to: 'ignored', because: 'ownMail' };
  if (sender === 'bounce') return bounce(evidence);
  if (evidence.fromOurselves && !evidence.released) return { to: 'held', because: 'fromOurselves' };
  if (!evidence.released && evidence.recent > evidence.limits.burstMails)
    return { to: 'held', because: 'burst' };
  const signed = evidence.byAddress ?? evidence.byMessageId;
  if (signed) return reply(evidence, signed, speakerOf(evidence, signed));
  const claimed = evidence.byReceivedId ?? evidence.bySubject;
  if (claimed && isBelieved(evidence, claimed)) return reply(evidence, claimed, speakerOf(evidence, claimed));
  if (sender === 'auto-reply') return { to: 'ignored', because: 'autoReplyToNothing' };
  if (claimed) return { to: 'held', because: 'claim', claims: claimed };
  return { to: 'new' };
};

/** Numbers are no secret and From can be forged: only a participant whose mail was not found to be forged. */
const isBelieved = ({ authentication }: Evidence, { senderTakesPart }: Candidate): boolean =>
  senderTakesPart && authentication !== 'fail';

const speakerOf = (
  { sender, authentication, byStaff }: Evidence,
  { senderTakesPart }: Candidate,
): Extract<Route, { to: 'comment' }>['speaker'] => {
  if (sender === 'auto-reply' || sender === 'robot' || sender === 'list') return 'program';
  if (byStaff) return 'staff';
  return senderTakesPart && authentication !== 'fail' ? 'participant' : 'thirdParty';
};

const reply = (
  evidence: Evidence,
  ticket: Candidate,
  speaker: Extract<Route, { to: 'comment' }>['speaker'],
): Route => {
  if (!evidence.released && evidence.recentToTicket > evidence.limits.loopMails)
    return { to: 'held', because: 'loop', claims: ticket };
  if (speaker === 'staff')
    return { to: 'comment', ticket, speaker, visibility: evidence.byStaff ?? 'internal', reopens: false };
  if (speaker !== 'participant') return { to: 'comment', ticket, speaker, reopens: false };
  const effect = effectOf(ticket, evidence.receivedAt, evidence.closed);
  return effect === 'new'
    ? { to: 'new', follows: ticket }
    : { to: 'comment', ticket, speaker, reopens: effect === 'reopen' };
};

const bounce = ({ byAddress, byMessageId }: Evidence): Route => {
  const ticket = byAddress ?? byMessageId;
  return ticket
    ? { to: 'comment', ticket, speaker: 'program', reopens: false }
    : { to: 'ignored', because: 'bounceOfNothingKnown' };
};

const decided = (evidence: Evidence, decision: Decision): Route => {
  if (decision.as === 'ticket') return { to: 'new' };
  const effect = effectOf(decision.ticket, evidence.receivedAt, 'reopen');
  const speaker = evidence.sender === 'person' ? 'participant' : 'program';
  return {
    to: 'comment',
    ticket: decision.ticket,
    speaker,
    reopens: speaker === 'participant' && effect === 'reopen',
  };
};
