import Type from 'typebox';

const text = (description: string) => Type.String({ minLength: 1, description });
const closed = { additionalProperties: false } as const;
const minutes = (maximum: number) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum, description: `minutes from 1 to ${maximum}` }));
const token = text('the token that stands in the address to which the exchange pushes');

export const ctiSchema = Type.Object(
  { token },
  { ...closed, description: 'a token such as {token: ${CTI_TOKEN}}' },
);

export const sipgateSchema = Type.Object(
  {
    token,
    publicKey: Type.Optional(text('sipgate’s public key in PEM, as its documentation gives it')),
  },
  { ...closed, description: 'a token such as {token: ${SIPGATE_TOKEN}}' },
);

export const asteriskSchema = Type.Object(
  {
    host: text('the name or address of the exchange'),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535, description: 'a port from 1 to 65535' })),
    user: text('the name of the account in manager.conf'),
    secret: text('the secret of the account in manager.conf'),
    agents: Type.Optional(
      Type.Record(Type.String(), text('the login of an operator'), {
        description: 'a mapping from interfaces to operators, such as {PJSIP/agent1: olga}',
      }),
    ),
  },
  { ...closed, description: 'an account such as {host: ..., user: ..., secret: ...}' },
);

/** The section as a whole; the exchanges are looked at one by one. */
export const telephonySchema = Type.Object(
  {
    country: Type.Optional(
      Type.String({ pattern: '^[A-Z]{2}$', description: 'a country in two capital letters, such as RU' }),
    ),
    sitePrefixes: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description:
          'a mapping from leading digits to what they stand for, such as {"9": "", "55": "+7495123"}',
      }),
    ),
    operators: Type.Optional(
      Type.Record(Type.String(), text('the login of an operator'), {
        description: 'a mapping from what the exchange calls people to their logins, such as {"1001": olga}',
      }),
    ),
    ringingMinutes: minutes(240),
    talkingMinutes: minutes(1_440),
    callBackMinutes: minutes(10_080),
    cti: Type.Optional(Type.Unknown()),
    sipgate: Type.Optional(Type.Unknown()),
    asterisk: Type.Optional(Type.Unknown()),
  },
  closed,
);
