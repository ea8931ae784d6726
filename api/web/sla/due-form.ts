import type { PoolClient } from 'pg';
import { instantOfField } from '../../../domain/calendar/wall-time-field';
import { standingOf } from '../../../store/sla/standing';
import { setDue } from '../../../store/sla/set-due';
import type { Principal } from '../../principal';
import { notFound } from '../../problem';
import { duesIn, type DueChange } from '../../rest/set-due';

type Fields = Readonly<Record<string, string>>;

/** Sets the deadlines that a person typed, by the clocks of the contract's zone, or takes his dates back. Nothing typed: as it was. */
export const setDueByForm = async (
  tx: PoolClient,
  ticket: { readonly id: number; readonly number: string },
  fields: Fields,
  person: Principal,
): Promise<void> => {
  const standing = (await standingOf(tx, [ticket.id], Date.now())).get(ticket.id);
  if (!standing) throw notFound(`contract that covers ${ticket.number}`);
  const dues = duesIn(changeIn(fields, standing.timeZone), standing);
  if (dues.length > 0) await setDue(tx, ticket.id, dues, person);
};

const changeIn = (fields: Fields, timeZone: string): DueChange => {
  const wanted = (clock: 'reaction' | 'resolution'): string | null | undefined => {
    if (fields[`${clock}Back`] === 'on') return null;
    const typed = (fields[`${clock}Due`] ?? '').trim();
    if (typed === '') return undefined;
    const at = instantOfField(timeZone, typed);
    return at === undefined ? typed : new Date(at).toISOString();
  };
  const [reactionDue, resolutionDue] = [wanted('reaction'), wanted('resolution')];
  return {
    ...(reactionDue !== undefined && { reactionDue }),
    ...(resolutionDue !== undefined && { resolutionDue }),
  };
};
