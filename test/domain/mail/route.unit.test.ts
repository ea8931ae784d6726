import fc from 'fast-check';
import { effectOf } from '../../../domain/mail/closed';
import { routeOf, type Candidate, type Evidence } from '../../../domain/mail/route';
import { statuses } from '../../../domain/ticket';

const noon = Date.parse('2026-01-05T12:00:00Z');
const day = 86_400_000;

const ticket = (more: Partial<Candidate> = {}): Candidate => ({
  id: 1,
  number: 'SD-1042',
  status: 'in_progress',
  senderTakesPart: true,
  ...more,
});
const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  sender: 'person',
  receivedAt: noon,
  authentication: 'unknown',
  closed: { reopenDays: 14 },
  fromOurselves: false,
  recent: 1,
  recentToTicket: 1,
  limits: { burstMails: 50, loopMails: 20 },
  released: false,
  ...more,
});
const stranger = ticket({ senderTakesPart: false });

describe('the ticket of a mail', () => {
  it('is the one that a signed address names, before all else', () => {
    const route = routeOf(
      evidence({
        byAddress: ticket({ number: 'SD-1' }),
        byMessageId: ticket({ number: 'SD-2' }),
        bySubject: ticket({ number: 'SD-3' }),
      }),
    );
    expect(route).toMatchObject({ to: 'comment', ticket: { number: 'SD-1' }, speaker: 'participant' });
  });

  it('is the one that a Message-ID of ours names, before what a subject says', () => {
    const route = routeOf(
      evidence({ byMessageId: ticket({ number: 'SD-2' }), bySubject: ticket({ number: 'SD-3' }) }),
    );
    expect(route).toMatchObject({ to: 'comment', ticket: { number: 'SD-2' } });
  });

  it('is the one in the subject for somebody who takes part', () => {
    expect(routeOf(evidence({ bySubject: ticket() }))).toMatchObject({
      to: 'comment',
      speaker: 'participant',
    });
  });

  it('is nobody’s when a stranger writes its number into the subject: held, with what it claims', () => {
    expect(routeOf(evidence({ bySubject: stranger }))).toMatchObject({
      to: 'held',
      because: 'claim',
      claims: { number: 'SD-1042' },
    });
  });

  it('is not believed from a participant whose From was found forged', () => {
    expect(routeOf(evidence({ bySubject: ticket(), authentication: 'fail' }))).toMatchObject({
      to: 'held',
      because: 'claim',
    });
  });

  it('is a new one when nothing names one', () => {
    expect(routeOf(evidence())).toEqual({ to: 'new' });
  });

  it('with a token in the hands of a stranger, takes his words as a third party’s', () => {
    expect(routeOf(evidence({ byAddress: stranger }))).toMatchObject({
      to: 'comment',
      speaker: 'thirdParty',
      reopens: false,
    });
    expect(routeOf(evidence({ byAddress: ticket(), authentication: 'fail' }))).toMatchObject({
      speaker: 'thirdParty',
    });
  });

  it('is found by a mail that we received only for somebody who takes part', () => {
    expect(routeOf(evidence({ byReceivedId: ticket() }))).toMatchObject({ to: 'comment' });
    expect(routeOf(evidence({ byReceivedId: stranger }))).toMatchObject({ to: 'held' });
  });
});

describe('a robot', () => {
  it('that answers for somebody who is away is kept in the ticket and opens nothing', () => {
    const closed = ticket({ status: 'closed', closedAt: noon - day });
    expect(routeOf(evidence({ sender: 'auto-reply', byAddress: closed }))).toMatchObject({
      to: 'comment',
      speaker: 'program',
      reopens: false,
    });
  });

  it('that answers to nothing makes no ticket', () => {
    expect(routeOf(evidence({ sender: 'auto-reply' }))).toEqual({
      to: 'ignored',
      because: 'autoReplyToNothing',
    });
  });

  it('that reports by itself may make one', () => {
    expect(routeOf(evidence({ sender: 'robot' }))).toEqual({ to: 'new' });
  });

  it('that tells of a mail of ours never makes one', () => {
    expect(routeOf(evidence({ sender: 'bounce' }))).toMatchObject({ to: 'ignored' });
    expect(routeOf(evidence({ sender: 'bounce', byMessageId: ticket() }))).toMatchObject({
      to: 'comment',
      speaker: 'program',
      reopens: false,
    });
  });

  it('that is ourselves is dropped, and whoever says that he is us is held', () => {
    expect(routeOf(evidence({ sender: 'own', byAddress: ticket() }))).toMatchObject({
      to: 'ignored',
      because: 'ownMail',
    });
    expect(routeOf(evidence({ fromOurselves: true }))).toMatchObject({
      to: 'held',
      because: 'fromOurselves',
    });
  });
});

describe('too many mails', () => {
  it('from one sender are one held burst', () => {
    expect(routeOf(evidence({ recent: 50 }))).toEqual({ to: 'new' });
    expect(routeOf(evidence({ recent: 51 }))).toMatchObject({ to: 'held', because: 'burst' });
  });

  it('to one ticket are held as a loop', () => {
    expect(routeOf(evidence({ byAddress: ticket(), recentToTicket: 21 }))).toMatchObject({
      to: 'held',
      because: 'loop',
    });
  });

  it('go in when a person lets them', () => {
    expect(routeOf(evidence({ recent: 500, released: true }))).toEqual({ to: 'new' });
  });

  it('never stop a delivery report', () => {
    expect(routeOf(evidence({ sender: 'bounce', byAddress: ticket(), recent: 500 }))).toMatchObject({
      to: 'comment',
    });
  });
});

describe('what a person decided about a held mail', () => {
  it('is done, whatever the evidence', () => {
    expect(routeOf(evidence({ bySubject: stranger, decision: { as: 'ticket' } }))).toEqual({ to: 'new' });
    expect(routeOf(evidence({ decision: { as: 'comment', ticket: stranger } }))).toMatchObject({
      to: 'comment',
      speaker: 'participant',
    });
  });
});

describe('a reply to a closed ticket', () => {
  const closedAt = noon - 10 * day;
  it.each([
    ['opens it again where the policy is to reopen', 'reopen', closedAt, 'reopen'],
    ['becomes a new ticket where the policy is new', 'new', closedAt, 'new'],
    ['opens it again within the days', { reopenDays: 14 }, closedAt, 'reopen'],
    ['becomes a new ticket after the days', { reopenDays: 7 }, closedAt, 'new'],
    ['opens nothing when it was closed after the mail was written', 'reopen', noon + day, 'none'],
  ] as const)('%s', (_, policy, at, effect) => {
    expect(effectOf({ status: 'closed', closedAt: at }, noon, policy)).toBe(effect);
  });

  it('opens a resolved one under every policy', () => {
    for (const policy of ['reopen', 'new', { reopenDays: 0 }] as const)
      expect(effectOf({ status: 'resolved' }, noon, policy)).toBe('reopen');
  });

  it('leads from a new ticket back to it', () => {
    expect(
      routeOf(evidence({ byAddress: ticket({ status: 'closed', closedAt: noon - 90 * day }) })),
    ).toMatchObject({ to: 'new', follows: { number: 'SD-1042' } });
  });
});

const anyCandidate = fc.option(
  fc.record({
    id: fc.nat(),
    number: fc.constant('SD-1'),
    status: fc.constantFrom(...statuses),
    senderTakesPart: fc.boolean(),
  }),
  { nil: undefined },
);

it('nobody who takes no part, and nobody forged, ever speaks as the requester or moves a status', () => {
  fc.assert(
    fc.property(
      fc.record({
        byAddress: anyCandidate,
        byMessageId: anyCandidate,
        byReceivedId: anyCandidate,
        bySubject: anyCandidate,
      }),
      fc.constantFrom('person', 'robot', 'auto-reply', 'list', 'bounce', 'own' as const),
      fc.constantFrom('pass', 'fail', 'unknown' as const),
      (named, sender, authentication) => {
        const present = Object.fromEntries(Object.entries(named).filter(([, one]) => one !== undefined));
        const route = routeOf(
          evidence({
            ...present,
            sender: sender as Evidence['sender'],
            authentication: authentication as Evidence['authentication'],
          }),
        );
        if (route.to !== 'comment') return;
        const trusted = route.ticket.senderTakesPart && authentication !== 'fail' && sender === 'person';
        if (!trusted)
          expect(route).toMatchObject({ reopens: false, speaker: expect.not.stringMatching('participant') });
      },
    ),
  );
});
