import type { FastifyInstance } from 'fastify';
import type { AppOptions } from '../../options';
import { registerAccountPages } from './account-pages';
import { registerAuditPages } from './audit-pages';
import { registerCodePages } from './code-pages';
import { registerNewUserPages } from './new-user-pages';
import { registerOidcPages } from './oidc-pages';
import { registerPersonalPages } from './personal-pages';
import { registerSecondFactorPages } from './second-factor-pages';
import { registerUserPages } from './user-pages';

/** Access of people: their own account, and what administrators do about the accounts of others. */
export const registerAccess = (app: FastifyInstance, options: AppOptions): void => {
  registerCodePages(app, options);
  registerOidcPages(app, options);
  registerAccountPages(app, options);
  registerSecondFactorPages(app, options);
  registerNewUserPages(app, options);
  registerUserPages(app, options);
  registerAuditPages(app, options);
  registerPersonalPages(app, options);
};
