import Type from 'typebox';
import type { Static, TSchema } from 'typebox';
import { priorities, statuses } from '../domain/ticket';
import type { AnySystemConfig } from './system-config';

type SystemType = AnySystemConfig['type'];

/** A map that says for every one of our values what stands for it there. */
const mapOf = <V extends string>(ours: readonly V[], what: string) =>
  Type.Object(
    Object.fromEntries(
      ours.map((value) => [
        value,
        Type.String({ minLength: 1, description: `the system's ${what} that stands for our ${value}` }),
      ]),
    ) as { [value in V]: Type.TString },
    {
      additionalProperties: false,
      description: `a mapping that gives the system's ${what} for each of ${ours.join(', ')}`,
    },
  );

const text = (description: string) => Type.String({ minLength: 1, description });
const number = (description: string, bounds: { minimum: number; maximum: number }) =>
  Type.Optional(Type.Number({ ...bounds, description }));

const common = {
  role: Type.Enum(['desk', 'tracker']),
  url: Type.String({
    pattern: '^https?://[^\\s/?#@]+(/[^\\s?#]*)?$',
    description: 'the address of the system, http:// or https://, without user, query or fragment',
  }),
  language: Type.Optional(
    Type.Enum(['en', 'ru'], { description: 'en or ru: the language of what Sagadesk itself says there' }),
  ),
  webhookSecret: Type.Optional(text('the secret with which the system signs its webhooks')),
  externalKeyField: Type.Optional(text("the name of the system's field that holds our ticket number")),
  slaFields: Type.Optional(
    Type.Object(
      {
        contract: Type.Optional(text("the name of the system's text field for the number of the contract")),
        reaction: Type.Optional(text("the name of the system's text field for the reaction's deadline")),
        resolution: Type.Optional(text("the name of the system's text field for the resolution's deadline")),
        service: Type.Optional(text("the name of the system's text field for the service")),
        organisation: Type.Optional(
          text("the name of the system's text field for the requester's organisation"),
        ),
        contact: Type.Optional(
          text("the name of the system's text field for the requester's name, address and phones"),
        ),
      },
      {
        additionalProperties: false,
        description:
          "names of the system's text fields for contract, reaction, resolution, service, organisation and contact",
      },
    ),
  ),
  pollSeconds: number('a number of seconds from 0 (webhooks only) to 86400', { minimum: 0, maximum: 86_400 }),
  rereadMinutes: number('a number of minutes above 0, at most 1440', { minimum: 0.01, maximum: 1_440 }),
  status: mapOf(statuses, 'status'),
  priority: mapOf(priorities, 'priority'),
  requestTimeoutSeconds: number('a number of seconds from 1 to 600', { minimum: 1, maximum: 600 }),
  pushesPerSecond: number('a number of pushes per second above 0, at most 1000', {
    minimum: 0.01,
    maximum: 1_000,
  }),
};

/** What the configuration file says of one system, by its type. */
export const systemSchemas = {
  'request-tracker': Type.Object(
    {
      type: Type.Literal('request-tracker'),
      ...common,
      token: text("the authentication token of Sagadesk's own account there"),
      queue: text('the name of the queue whose tickets are kept the same'),
      contractsCatalog: Type.Optional(
        text('the name of the catalog of assets in which contracts are published'),
      ),
      anonymousDomain: Type.Optional(
        Type.String({
          pattern: '^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$',
          description: 'the domain of the addresses that stand for people who were made anonymous',
        }),
      ),
      publicComments: Type.Optional(
        Type.Enum(['correspondence'], {
          description: 'correspondence: this type of system has its own distinction',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  redmine: Type.Object(
    {
      type: Type.Literal('redmine'),
      ...common,
      apiKey: text("the API key of Sagadesk's own account there"),
      project: text('the identifier of the project whose issues are kept the same'),
      tracker: text('the name of the tracker (kind of issue) for new issues'),
      publicComments: Type.Optional(Type.Enum(['none', 'marked', 'all'])),
    },
    { additionalProperties: false },
  ),
} as const satisfies { readonly [type in SystemType]: TSchema };

export const systemTypes = Object.keys(systemSchemas) as readonly SystemType[];

type Given = { readonly [type in SystemType]: Static<(typeof systemSchemas)[type]> }[SystemType];

const publicCommentsBefore = { 'request-tracker': 'correspondence', redmine: 'marked' } as const;

/** One system as the connectors want it: named, with the defaults filled in, its address without a last slash. */
export const withDefaults = (name: string, given: Given): AnySystemConfig => ({
  externalKeyField: 'External Key',
  language: 'en',
  pollSeconds: 30,
  rereadMinutes: 15,
  requestTimeoutSeconds: 60,
  pushesPerSecond: 20,
  publicComments: publicCommentsBefore[given.type],
  ...given,
  name,
  url: given.url.replace(/\/+$/, ''),
});
