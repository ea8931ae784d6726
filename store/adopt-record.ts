import type { PoolClient } from 'pg';
import type { RecordState } from '../domain/record';
import { rulesOf } from '../domain/rules';
import { linkFurther, registerFrom } from './adoption/link-record';
import { identityOf, recordSighting, type SightContext } from './adoption/sighting';
import type { Link } from './links';

export { lockRecord } from './lock-record';

/** What became of a record that had no link. */
export type Adoption =
  | { readonly is: 'linked'; readonly link: Link }
  /** A create of ours is not settled: look again after it is. */
  | { readonly is: 'undecided' }
  | { readonly is: 'left-alone' };

/**
 * At a glance (no history read): is this record to be linked? If not, or not yet, that is noted; nothing else is written.
 */
export const glanceAtRecord = async (
  tx: PoolClient,
  system: string,
  state: RecordState,
  context: SightContext,
): Promise<'link' | 'undecided' | 'left-alone'> => {
  const rules = rulesOf(context.rules, system)!;
  const identity = await identityOf(tx, rules, state, context);
  if (identity.is === 'further-record' || identity.is === 'new-ticket') return 'link';
  await recordSighting(tx, system, state, identity);
  return identity.is === 'left-alone' ? 'left-alone' : 'undecided';
};

/**
 * Decides which ticket a record without a link belongs to, and links it; the link's cursor and shadow are those of this
 * state. Call with the record locked; tell the live stream after it, as the last thing of the transaction.
 */
export const adoptRecord = async (
  tx: PoolClient,
  system: string,
  state: RecordState,
  context: SightContext,
): Promise<Adoption> => {
  const rules = rulesOf(context.rules, system)!;
  const identity = await identityOf(tx, rules, state, context);
  await recordSighting(tx, system, state, identity);
  switch (identity.is) {
    case 'undecided':
    case 'ours-being-created':
      return { is: 'undecided' };
    case 'left-alone':
      return { is: 'left-alone' };
    case 'further-record':
      return { is: 'linked', link: await linkFurther(tx, rules, state, context) };
    case 'new-ticket':
      return { is: 'linked', link: await registerFrom(tx, rules, state, context) };
  }
};
