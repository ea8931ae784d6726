import type { PoolClient } from 'pg';
import type { Role } from '../../domain/role';
import type { NewUser } from '../../store/users';
import { hashPassword } from '../password';
import { invalidField } from '../problem';
import { resolve } from '../reference';
import { email, line } from '../tickets/words';

/** What somebody asks for who makes an account; `contact` is a reference. */
export interface AskedUser {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly email?: string;
  readonly contact?: string | number;
}

/** The account as it is kept. Throws faults of the field at which something is wrong. */
export const newUserOf = async (tx: PoolClient, asked: AskedUser): Promise<NewUser> => {
  if (asked.role === 'portal' && asked.contact === undefined)
    throw invalidField('contact', 'is required for a portal user: whose tickets may he see?');
  if (!/^[\p{L}\p{N}._@-]+$/u.test(asked.login))
    throw invalidField('login', 'may have letters, digits and . _ @ -');
  return {
    login: asked.login,
    name: line('name', asked.name),
    role: asked.role,
    ...(asked.email ? { email: email('email', asked.email) } : {}),
    ...(asked.contact === undefined
      ? {}
      : { contactId: await resolve(tx, 'contacts', String(asked.contact), 'contact') }),
  };
};

/** Of a password that is given, what is kept of it. */
export const hashOf = async (asked: {
  readonly password?: string;
}): Promise<{ readonly passwordHash?: string }> =>
  asked.password === undefined ? {} : { passwordHash: await hashPassword(asked.password) };
