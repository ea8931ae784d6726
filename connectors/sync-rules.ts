import { ownAddresses } from '../domain/mail/mailbox';
import type { NotifyRules } from '../domain/notify/rule';
import type { SyncRules, SystemRules } from '../domain/rules';
import { front } from '../domain/ticket';
import type { Configuration } from './configuration';
import { usualNotify } from './configuration-notify';
import type { Capabilities } from './port';
import type { AnySystemConfig } from './system-config';

/** What the rules need of a connector's capabilities. */
type Limits = Pick<Capabilities, 'fields' | 'maxLength'>;

/** What the merge must know of the configuration. `limitsOf`: what a system lets us do with each field. */
export const syncRules = (
  configuration: RulesSource,
  limitsOf: (system: AnySystemConfig) => Limits,
): SyncRules => {
  const { systems, routes, sync } = configuration;
  const notify = notifyRules(configuration);
  return {
    systems: systems.map((system) => rulesOf(system, limitsOf(system))),
    routes,
    ...sync,
    ...(notify ? { notify } : {}),
  };
};

type RulesSource = Pick<Configuration, 'systems' | 'routes' | 'sync'> &
  Partial<Pick<Configuration, 'mail' | 'notifications' | 'speaksToRequester'>>;

/** Nobody is told of anything where neither a mail server nor a webhook is configured. */
const notifyRules = ({
  mail,
  notifications = usualNotify,
  speaksToRequester = front,
}: RulesSource): NotifyRules | undefined => {
  const { webhooks, ...rest } = notifications;
  const email = mail?.smtp !== undefined && mail.mailboxes.length > 0;
  if (!email && Object.keys(webhooks).length === 0) return undefined;
  return {
    ...rest,
    webhooks: Object.keys(webhooks),
    email,
    speaker: speaksToRequester,
    own: mail ? [...ownAddresses(mail)] : [],
  };
};

const rulesOf = (system: AnySystemConfig, { fields, maxLength }: Limits): SystemRules => {
  const { name, role, url, status, priority, publicComments } = system;
  return { name, role, place: url, status, priority, publicComments, fields, maxLength };
};
