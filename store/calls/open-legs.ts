import type { CallOrigin } from '../../domain/call/event';
import type { Queryable } from '../database';

/** Legs that were heard of and have not ended. */
export const openLegsOf = async (db: Queryable, origin: CallOrigin): Promise<readonly string[]> =>
  (
    await db.query<{ legId: string }>(
      `select l.leg_id as "legId" from calls k join call_legs l on l.call_id = k.id
        where k.state in ('ringing', 'answered') and l.origin = $1
          and not exists (select 1 from call_events e
                           where (e.origin, e.leg_id) = (l.origin, l.leg_id) and e.kind = 'ended')`,
      [origin],
    )
  ).rows.map(({ legId }) => legId);
