import { Secret, TOTP } from 'otpauth';
import { hashPassword } from '../../api/password';
import type { Role } from '../../domain/role';
import { createUser, type NewUser } from '../../store/users';
import type { Desk } from './desk';
import { PageVisitor } from './page-visitor';

export const secret = Buffer.from('the secret of the tests, long enough for anybody');

/** Makes an account with the password `correct horse`. */
export const makeUser = async (
  { db }: Pick<Desk, 'db'>,
  login: string,
  role: Role,
  more: Partial<NewUser> = {},
): Promise<number> =>
  createUser(db, {
    login,
    name: `Имя ${login}`,
    role,
    passwordHash: await hashPassword('correct horse', { N: 1024, r: 8, p: 1 }),
    ...more,
  });

/** Somebody who has signed in by password alone. */
export const signedIn = async (desk: Desk, login: string): Promise<PageVisitor> => {
  const visitor = new PageVisitor(desk);
  expect((await visitor.signIn(login)).statusCode).toBe(303);
  return visitor;
};

/** The app on somebody's telephone. */
export interface App {
  /** The code of now, or of so many steps later. */
  code(later?: number): string;
}

const keyIn = (page: string): string =>
  (/class="key-text">([A-Z2-7 ]+)</.exec(page)?.[1] ?? '').replaceAll(' ', '');

export const appOf = (page: string): App => {
  const totp = new TOTP({ secret: Secret.fromBase32(keyIn(page)) });
  return { code: (later = 0) => totp.generate({ timestamp: Date.now() + later * 30_000 }) };
};

/** Sets up the second factor of who has signed in; answers his app and his recovery codes. */
export const enrol = async (visitor: PageVisitor): Promise<{ app: App; codes: readonly string[] }> => {
  const app = appOf((await visitor.get('/account/second-factor')).body);
  const answer = await visitor.post('/account/second-factor', {
    code: app.code(-1),
    _csrf: await visitor.csrf('/account/second-factor'),
  });
  expect(answer.statusCode).toBe(200);
  const codes = [...answer.body.matchAll(/<code>([a-z0-9-]{19})<\/code>/g)].map(([, code]) => code ?? '');
  expect(codes).toHaveLength(10);
  return { app, codes };
};

/** Types a code into the second step. */
export const typeCode = async (visitor: PageVisitor, code: string, back = '/tickets') =>
  visitor.post('/sign-in/code', { code, back, _csrf: await visitor.csrf('/sign-in/code') });
