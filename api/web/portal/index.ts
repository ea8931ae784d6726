import type { FastifyInstance } from 'fastify';
import type { AppOptions } from '../../options';
import { registerPortalList } from './list-pages';
import { registerPortalNew } from './register-pages';
import { registerPortalSettings } from './settings-pages';
import { registerPortalSignIn } from './sign-in-pages';
import { registerPortalTicketForms } from './ticket-forms';
import { registerPortalTicket } from './ticket-pages';

/** The portal: pages for requesters. */
export const registerPortal = (app: FastifyInstance, options: AppOptions): void => {
  registerPortalSignIn(app, options);
  registerPortalList(app, options);
  registerPortalNew(app, options);
  registerPortalTicket(app, options);
  registerPortalTicketForms(app, options);
  registerPortalSettings(app, options);
};
