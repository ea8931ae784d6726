import { contactById } from '../../store/contacts';
import { contractById } from '../../store/contracts';
import type { Queryable } from '../../store/database';
import { find } from '../../store/references';
import { isPortal, type Principal } from '../principal';
import { invalidField } from '../problem';
import { resolve, short } from '../reference';

/**
 * Id of the contract that a registration names. A portal user names one of his own organisation; of any other he is told what
 * he would be told if there were none. Throws 422.
 */
export const contractOf = async (
  tx: Queryable,
  reference: string | number,
  principal: Principal,
): Promise<number> => {
  if (!isPortal(principal)) return resolve(tx, 'contracts', String(reference));
  const found = await find(tx, 'contracts', String(reference));
  const contract = typeof found === 'string' ? undefined : await contractById(tx, found.id);
  const self = await contactById(tx, principal.contactId ?? 0);
  if (contract && contract.organisation.id === self?.organisation?.id) return contract.id;
  throw invalidField('contract', `there is no contract “${short(String(reference))}”`);
};
