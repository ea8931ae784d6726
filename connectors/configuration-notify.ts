import Type from 'typebox';
import type { Static } from 'typebox';
import { isAddress } from '../domain/mail/address';
import { isForStaffOnly } from '../domain/notify/event';
import { isOutside, withUsualRules, type NotifyRule } from '../domain/notify/rule';
import type { ConfigDocument } from '../platform/config/document';
import { notificationsParts, notificationsSchema, notifyRuleSchema } from './notify-schema';

/** An address that is called, signed when it has a secret. */
export interface WebhookTarget {
  readonly url: string;
  readonly secret?: string;
}

/** What the configuration file says of notifications, with its defaults. */
export interface NotifyConfig {
  readonly rules: readonly NotifyRule[];
  readonly collectSeconds: number;
  readonly stormSeconds: number;
  readonly executors: Readonly<Record<string, string>>;
  readonly webhooks: Readonly<Record<string, WebhookTarget>>;
}

/** What holds without a word about it in the file. */
export const usualNotify: NotifyConfig = {
  rules: withUsualRules([]),
  collectSeconds: 2,
  stormSeconds: 15,
  executors: {},
  webhooks: {},
};

/** The file's `notifications`; faults are noted in the document. Undefined: there is none. */
export const readNotify = (document: ConfigDocument): NotifyConfig | undefined => {
  if (document.section(Type.Record(Type.String(), Type.Unknown()), section) === undefined) return undefined;
  document.section(notificationsSchema, section);
  const part = <K extends keyof typeof notificationsParts>(name: K) =>
    document.section(notificationsParts[name], section, name);
  const executors = part('executors') ?? {};
  checkExecutors(document, executors);
  return {
    rules: withUsualRules((part('rules') ?? []).flatMap((_, i) => readRule(document, i) ?? [])),
    collectSeconds: part('collectSeconds') ?? usualNotify.collectSeconds,
    stormSeconds: part('stormSeconds') ?? usualNotify.stormSeconds,
    executors,
    webhooks: part('webhooks') ?? {},
  };
};

const section = 'notifications';

const readRule = (document: ConfigDocument, i: number): NotifyRule | undefined => {
  const path = ['notifications', 'rules', i] as const;
  const given = document.section(notifyRuleSchema, ...path);
  if (!given) return undefined;
  const rule = ruleOf(given);
  if (isForStaffOnly(rule.event) && rule.to.some(isOutside))
    document.fault(
      [...path, 'to'],
      `${rule.event} is for staff: nobody on the requester's side is told of it`,
    );
  return rule;
};

const ruleOf = ({ event, to, by, when = {} }: Static<typeof notifyRuleSchema>): NotifyRule => {
  const { share, service, contract, priority, origin, status } = when;
  return {
    event,
    to: listOf(to),
    by: listOf(by),
    when: {
      ...(share === undefined ? {} : { share }),
      ...(service === undefined ? {} : { service: listOf(service) }),
      ...(contract === undefined ? {} : { contract: listOf(contract) }),
      ...(priority === undefined ? {} : { priority: listOf(priority) }),
      ...(origin === undefined ? {} : { origin: listOf(origin) }),
      ...(status === undefined ? {} : { status: listOf(status) }),
    },
  };
};

const listOf = <T extends string>(given: T | readonly T[]): readonly T[] =>
  typeof given === 'string' ? [given] : given;

const checkExecutors = (document: ConfigDocument, executors: Readonly<Record<string, string>>): void => {
  const known = document.keys('systems');
  for (const [system, address] of Object.entries(executors)) {
    const path = ['notifications', 'executors', system];
    if (known.length > 0 && !known.includes(system))
      document.fault(path, `expected the name of a system: ${known.join(', ')}`);
    else if (!isAddress(address)) document.fault(path, 'expected an address such as it@example.com');
  }
};
