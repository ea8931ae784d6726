import Type from 'typebox';
import type { ConfigDocument } from '../platform/config/document';

/** Whom escalation levels may call, and what the calls are signed with. */
export interface SlaWebhooks {
  /** Origins: `https://hooks.example`, with the port where it is not the usual one. */
  readonly allow: readonly string[];
  readonly secret: string;
}

const origin = Type.String({
  pattern: '^https?://[^\\s/?#@]+$',
  description:
    'an origin that escalation levels may call: https://host or https://host:port, nothing after it',
});

const schema = Type.Object(
  {
    webhooks: Type.Optional(
      Type.Object(
        {
          allow: Type.Array(origin, { minItems: 1, maxItems: 50 }),
          secret: Type.String({
            minLength: 16,
            description: 'a secret of at least 16 characters with which the calls are signed',
          }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

/** The file's `sla`; undefined: escalation levels call nobody. */
export const readSlaWebhooks = (document: ConfigDocument): SlaWebhooks | undefined =>
  document.section(schema, 'sla')?.webhooks;
