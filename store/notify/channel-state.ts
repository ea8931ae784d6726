import type { Queryable } from '../database';

/** How a way out fares: refused is a matter of its settings, away comes back by itself. */
export type ChannelState = 'sending' | 'away' | 'refused';

export interface ChannelView {
  readonly channel: string;
  readonly state: ChannelState;
  readonly error: string | null;
  /** What to do next. */
  readonly advice: string | null;
  readonly since: Date;
  /** When something was taken last. */
  readonly seenAt: Date | null;
  readonly queued: number;
  readonly refused: number;
  readonly bounced: number;
}

export const saveChannelState = async (
  db: Queryable,
  channel: string,
  now: { readonly state: ChannelState; readonly error?: string; readonly advice?: string },
): Promise<void> => {
  await db.query(
    `insert into channel_states as s (channel, state, error, advice, seen_at)
     values ($1, $2, $3, $4, case when $2 = 'sending' then now() end)
     on conflict (channel) do update set state = $2, error = $3, advice = $4,
       seen_at = case when $2 = 'sending' then now() else s.seen_at end,
       since = case when s.state = $2 then s.since else now() end`,
    [channel, now.state, now.error ?? null, now.advice ?? null],
  );
};

/** Every way out that was ever used, with what waits and what failed in the last day. */
export const channelStates = async (db: Queryable): Promise<readonly ChannelView[]> =>
  (
    await db.query<ChannelView>(
      `select s.channel, s.state, s.error, s.advice, s.since, s.seen_at as "seenAt",
         (select count(*)::int from notifications n where n.channel = s.channel and n.state = 'queued') as queued,
         (select count(*)::int from notifications n where n.channel = s.channel and n.state = 'refused'
             and n.created_at > now() - interval '1 day') as refused,
         (select count(*)::int from notifications n where n.channel = s.channel and n.state = 'bounced'
             and n.created_at > now() - interval '1 day') as bounced
       from channel_states s order by s.channel`,
    )
  ).rows;
