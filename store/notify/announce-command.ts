import type { PoolClient } from 'pg';
import type { Doer } from '../../domain/notify/event';
import { reason } from '../../domain/reason';
import type { SyncRules } from '../../domain/rules';
import type { Instant } from '../../domain/ticket';
import type { FrontActor } from '../front';
import { announce } from './announce';

type Actor = Pick<FrontActor, 'name'> & Partial<FrontActor>;

/** What is registered only now, but was asked for so long ago (records from before our time), is confirmed to nobody. */
const pastMs = 60 * 60_000;

/** A ticket was registered: by a person in the front, by a mail, or in an outside system. */
export const announceRegistered = async (
  tx: PoolClient,
  ticketId: number,
  how: {
    readonly at: Instant;
    readonly actor: Actor;
    readonly mail?: { readonly id: number; readonly answerable: boolean } | undefined;
  },
  rules: SyncRules,
): Promise<void> => {
  if (how.mail === undefined && how.actor.kind === undefined && how.at < Date.now() - pastMs) return;
  await announce(
    tx,
    ticketId,
    {
      event: 'registered',
      at: how.at,
      doer: doerOf(how.actor),
      visibility: 'public',
      detail: {},
      ...(how.mail ? { mailId: how.mail.id } : {}),
      ...(how.mail && !how.mail.answerable ? { unanswerable: reason('program') } : {}),
    },
    rules,
  );
};

/** A ticket became part of another one. */
export const announceMerged = (
  tx: PoolClient,
  ticketId: number,
  into: string,
  actor: Actor,
  rules: SyncRules,
): Promise<void> =>
  announce(
    tx,
    ticketId,
    { event: 'merged', at: Date.now(), doer: doerOf(actor), visibility: 'public', detail: { into } },
    rules,
  );

const doerOf = ({ kind, id, name, contactId }: Actor): Doer => ({
  name,
  ...(contactId === undefined ? {} : { contactId }),
  ...(kind === 'user' ? { userId: Number(id) } : {}),
});
