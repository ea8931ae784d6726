import type { PoolClient } from 'pg';
import { mayAnswer } from '../../domain/mail/answer-budget';
import { isOfClocks, type Happening } from '../../domain/notify/event';
import { planned, webhooksFor, type Planned } from '../../domain/notify/plan';
import type { Person } from '../../domain/notify/person';
import type { NotifyRules } from '../../domain/notify/rule';
import type { SyncRules } from '../../domain/rules';
import { answersTo, tooManyAnswers } from './answers';
import { insertNotification, wakeOutbox } from './insert';
import { together } from '../together';
import { peopleOf, strangerWith, ticketFacts } from './people';

/**
 * Writes who is told of something that happened to a ticket: rows of the outbox, in the transaction of the event itself.
 * Without rules for notifications nothing is written.
 */
export const announce = async (
  tx: PoolClient,
  ticketId: number,
  happening: Happening,
  { notify }: SyncRules,
): Promise<void> => {
  if (!notify) return;
  const [facts, concerned] = await together(ticketFacts(tx, ticketId), peopleOf(tx, ticketId, notify));
  if (!facts) return;
  const people = meant(concerned, happening);
  const told = await withinBudget(tx, happening, people);
  await together(
    ...planned(told, facts, people, notify).map((plan) => write(tx, ticketId, told, plan, notify)),
  );
  for (const name of webhooksFor(happening, facts, notify))
    await insertNotification(tx, {
      ticketId,
      happening,
      person: { ...strangerWith(name, 'executor'), name },
      way: 'webhook',
      outside: false,
      recipient: name,
      bundle: `webhook:${ticketId}`,
      collectSeconds: 0,
    });
  wakeOutbox(tx);
};

/** An escalation names the only one who is told; anything but `manager` and `assignee` is an address. */
const meant = (people: readonly Person[], { target }: Happening): readonly Person[] => {
  if (target === undefined) return people;
  if (target.includes('@')) return [strangerWith(target, 'address')];
  return people.filter(({ who }) => who === target);
};

/** A robot that gives no sign of being one is confirmed some mails, then none. */
const withinBudget = async (
  tx: PoolClient,
  happening: Happening,
  people: readonly Person[],
): Promise<Happening> => {
  const address = people.find(({ who }) => who === 'requester')?.address;
  if (happening.mailId === undefined || happening.unanswerable || address === undefined) return happening;
  const before = await answersTo(tx, address);
  return mayAnswer(before, Date.now()) ? happening : { ...happening, unanswerable: tooManyAnswers };
};

const write = async (
  tx: PoolClient,
  ticketId: number,
  happening: Happening,
  { person, way, outside, suppressed }: Planned,
  { collectSeconds, stormSeconds }: NotifyRules,
): Promise<void> => {
  const clocks = isOfClocks(happening.event);
  const isConfirmation = happening.event === 'registered';
  await insertNotification(tx, {
    ticketId,
    happening,
    person,
    way,
    outside,
    recipient: (way === 'live' ? person.login : person.address) ?? person.name,
    bundle: clocks ? 'clocks' : `ticket:${ticketId}`,
    collectSeconds: clocks ? stormSeconds : isConfirmation ? 0 : collectSeconds,
    ...(suppressed ? { suppressed } : {}),
  });
};

/** Takes back what this very transaction has written about a ticket: something else says it better. */
export const takeBackAnnounced = async (tx: PoolClient, ticketId: number): Promise<void> => {
  await tx.query(
    `delete from notifications where ticket_id = $1 and state in ('queued', 'suppressed') and created_at = now()`,
    [ticketId],
  );
};

/** Of this transaction's rows those to people who were not told of the ticket before: there is nothing to take back for them. */
export const takeBackUntold = async (tx: PoolClient, ticketId: number): Promise<void> => {
  await tx.query(
    `delete from notifications n where ticket_id = $1 and state in ('queued', 'suppressed') and created_at = now()
        and not exists (select 1 from notifications o where o.ticket_id = $1 and o.recipient = n.recipient and o.state = 'sent')`,
    [ticketId],
  );
};
