import type { PoolClient } from 'pg';
import type { Happening } from '../../domain/notify/event';
import { planned } from '../../domain/notify/plan';
import type { SyncRules } from '../../domain/rules';
import { insertNotification, wakeOutbox } from './insert';
import { managers } from './people';

/**
 * A contract ends in so many days: told to managers, by the rules. For whoever keeps the life of contracts; call it once for
 * each threshold, in the transaction that notes it. Conditions of a rule see the contract's number and nothing else.
 */
export const announceContractEnding = async (
  tx: PoolClient,
  contract: { readonly id: number; readonly number: string; readonly days: number },
  { notify }: SyncRules,
): Promise<void> => {
  if (!notify) return;
  const happening: Happening = {
    event: 'contract.ending',
    at: Date.now(),
    doer: { name: 'SLA' },
    visibility: 'internal',
    detail: { contract: contract.number, days: String(contract.days) },
  };
  const facts = { priority: 'normal', origin: 'api', contract: contract.number } as const;
  for (const { person, way, outside, suppressed } of planned(happening, facts, await managers(tx), notify))
    await insertNotification(tx, {
      ticketId: null,
      happening,
      person,
      way,
      outside,
      recipient: (way === 'live' ? person.login : person.address) ?? person.name,
      bundle: `contract:${contract.id}`,
      collectSeconds: notify.stormSeconds,
      ...(suppressed ? { suppressed } : {}),
    });
  wakeOutbox(tx);
};
