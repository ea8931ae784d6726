import type { Queryable } from '../../store/database';
import { contactById } from '../../store/contacts';
import { requesterOf } from '../../store/requester';
import { isPortal, type Principal } from '../principal';
import { invalidField } from '../problem';
import { resolve } from '../reference';
import { email, line, phone } from './words';

/** A contact by id, or somebody as he names himself. */
export interface RequesterInput {
  readonly id?: string | number;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** Id of the contact who asks; made when nobody fits. A portal user asks for himself only. Throws 422. */
export const requesterId = async (
  tx: Queryable,
  input: RequesterInput | undefined,
  principal: Principal,
  country: string,
): Promise<number> => {
  if (isPortal(principal)) return ownContact(tx, input, principal);
  if (!input) throw invalidField('requester', 'is required');
  if (input.id !== undefined) return byId(tx, input);
  if (input.name === undefined)
    throw invalidField('requester.name', 'is required where there is no requester.id');
  return requesterOf(tx, {
    name: line('requester.name', input.name),
    ...(input.email ? { email: email('requester.email', input.email) } : {}),
    ...(input.phone ? { phone: phone('requester.phone', input.phone, country) } : {}),
  });
};

const byId = (tx: Queryable, input: RequesterInput): Promise<number> => {
  if (input.name !== undefined || input.email !== undefined || input.phone !== undefined)
    throw invalidField('requester', 'takes either an id, or a name with an address and a number');
  return resolve(tx, 'contacts', String(input.id), 'requester.id');
};

/** Whoever he names, the answer must not tell whether that person is known here. */
const ownContact = async (
  tx: Queryable,
  input: RequesterInput | undefined,
  { contactId = 0 }: Principal,
): Promise<number> => {
  const self = await contactById(tx, contactId);
  if (!self)
    throw invalidField('requester', 'this portal user has no contact; an administrator has to give it one');
  const another =
    (input?.id !== undefined && String(input.id) !== String(self.id)) ||
    (input?.email !== undefined && input.email.trim().toLowerCase() !== self.email?.toLowerCase());
  if (another) throw invalidField('requester', 'a portal user registers for himself only');
  return self.id;
};
