import { randomBytes } from 'node:crypto';
import { openSession } from '../../store/sessions';
import { createUser } from '../../store/users';
import type { Product } from './product';

/** An operator who has signed in. */
export interface Operator {
  readonly login: string;
  /** Name and value of the cookie that his browser holds. */
  readonly cookie: { readonly name: string; readonly value: string };
}

/** So many operators with an open session each: signing in is not what is measured. */
export const makeOperators = (product: Product, count: number): Promise<readonly Operator[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => makeOperator(product, `operator${n + 1}`)));

const makeOperator = async ({ db }: Product, login: string): Promise<Operator> => {
  const userId = await createUser(db, { login, name: `Оператор ${login}`, role: 'operator' });
  const [value, csrf] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  await openSession(db, value, { userId, csrf });
  return { login, cookie: { name: 'sagadesk', value } };
};
