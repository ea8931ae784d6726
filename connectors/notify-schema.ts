import Type from 'typebox';
import { notifyEvents } from '../domain/notify/event';
import { audiences, ways } from '../domain/notify/rule';
import { channels, priorities, statuses } from '../domain/ticket';

const closed = { additionalProperties: false } as const;
const oneOrMore = <V extends string>(values: readonly V[], description: string) =>
  Type.Union([Type.Enum([...values]), Type.Array(Type.Enum([...values]))], { description });
const names = (description: string) =>
  Type.Union([Type.String({ minLength: 1 }), Type.Array(Type.String({ minLength: 1 }))], { description });

/** One row of the matrix. */
export const notifyRuleSchema = Type.Object(
  {
    event: Type.Enum([...notifyEvents]),
    to: oneOrMore(audiences, `one of ${audiences.join(', ')}, or a list of them`),
    by: oneOrMore(ways, `one of ${ways.join(', ')}, or a list of them; [] for nobody`),
    when: Type.Optional(
      Type.Object(
        {
          service: Type.Optional(names('the name of a service, or a list of names')),
          contract: Type.Optional(names('the number of a contract, or a list of numbers')),
          priority: Type.Optional(
            oneOrMore(priorities, `one of ${priorities.join(', ')}, or a list of them`),
          ),
          origin: Type.Optional(oneOrMore(channels, `one of ${channels.join(', ')}, or a list of them`)),
          status: Type.Optional(oneOrMore(statuses, `one of ${statuses.join(', ')}, or a list of them`)),
          share: Type.Optional(
            Type.Number({ minimum: 1, maximum: 100, description: 'percent of the target, from 1 to 100' }),
          ),
        },
        { ...closed, description: 'a mapping of conditions such as {priority: [high, urgent]}' },
      ),
    ),
  },
  { ...closed, description: 'a rule such as {event: breach, to: manager, by: email}' },
);

const seconds = Type.Number({ minimum: 0, maximum: 3600, description: 'a number of seconds from 0 to 3600' });

/** The parts of the section, read one by one: what is wrong with one hides nothing of another. */
export const notificationsParts = {
  rules: Type.Array(Type.Unknown(), { description: 'a list of rules' }),
  collectSeconds: seconds,
  stormSeconds: seconds,
  executors: Type.Record(Type.String(), Type.String({ minLength: 3, description: 'an address' }), {
    description: 'a mapping from trackers to the address that their executors read',
  }),
  webhooks: Type.Record(
    Type.String(),
    Type.Object(
      {
        url: Type.String({ pattern: '^https?://\\S+$', description: 'an address, http:// or https://' }),
        secret: Type.Optional(Type.String({ minLength: 16, description: 'at least 16 characters' })),
      },
      { ...closed, description: 'an address and a secret such as {url: ..., secret: ...}' },
    ),
    { description: 'a mapping from names to addresses' },
  ),
};
export const notificationsSchema = Type.Partial(Type.Object(notificationsParts), {
  ...closed,
  description: `a mapping with ${Object.keys(notificationsParts).join(', ')}`,
});
