import type { VerifyWebhook } from './port';
import { verifyRedmineWebhook } from './redmine/webhook';
import { verifyRequestTrackerWebhook } from './request-tracker/webhook';
import type { AnySystemConfig } from './system-config';

const verifiers: { readonly [type in AnySystemConfig['type']]: VerifyWebhook } = {
  'request-tracker': verifyRequestTrackerWebhook,
  redmine: verifyRedmineWebhook,
};

/** How a webhook of this type of system is verified and understood; needs no client code. */
export const webhookOf = (type: AnySystemConfig['type']): VerifyWebhook => verifiers[type];
