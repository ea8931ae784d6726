import { reason } from '../../domain/reason';
import { slaFields, type SlaField } from '../../domain/ticket';
import { ConnectorFailure } from '../failure';
import type { Client } from './client';
import { id, items, list, record, text } from './json';
import type { Json } from './json';

/** A transaction field of this name keeps our id of a comment, where the hook's installer has made it. */
export const commentField = 'External Comment';

/** What we must know of the configured queue before we write or search. */
export interface QueueFacts {
  readonly id: string;
  readonly name: string;
  readonly lifecycle: string;
  readonly slaDisabled: boolean;
  /** We may create tickets in it. */
  readonly mayCreate: boolean;
  /** Id of the field for our key; RT's names are not unique, and are matched by us without regard to case. */
  readonly keyFieldId: string | undefined;
  readonly hasCommentField: boolean;
  /** Ids of the fields for contract and deadlines, of those that are configured and there. */
  readonly slaFieldIds: { readonly [field in SlaField]?: string };
}

const freshMs = 600_000;

/** The configured queue, asked for once in ten minutes. */
export class Queue {
  private known: { readonly facts: Promise<QueueFacts>; readonly until: number } | undefined;

  constructor(private readonly client: Client) {}

  facts(): Promise<QueueFacts> {
    if (this.known && this.known.until > Date.now()) return this.known.facts;
    const known = { facts: this.ask(), until: Date.now() + freshMs };
    this.known = known;
    known.facts.catch(() => (this.known = undefined));
    return known.facts;
  }

  /** Throws a refusal when the field is missing: a search for it would silently find nothing, and we would create twice. */
  async keyFieldId(): Promise<string> {
    const { keyFieldId } = await this.facts();
    const { name, queue, externalKeyField } = this.client.config;
    if (keyFieldId !== undefined) return keyFieldId;
    const why = reason('noKeyField', { system: name, queue, field: externalKeyField });
    throw new ConnectorFailure('refused', 'answered', why);
  }

  private async ask(): Promise<QueueFacts> {
    const queue = record(await this.client.get(`/queue/${await this.find()}`));
    const named = (fields: unknown, name: string) =>
      list(fields)
        .map(record)
        .find((field) => sameName(text(field.name), name));
    const { externalKeyField, slaFields: names } = this.client.config;
    const keyField = named(queue.TicketCustomFields, externalKeyField);
    const slaFieldIds = slaFields.flatMap((field) => {
      const found = names?.[field] === undefined ? undefined : named(queue.TicketCustomFields, names[field]);
      return found ? [[field, id(found.id)]] : [];
    });
    return {
      id: id(queue.id),
      name: text(queue.Name),
      lifecycle: text(queue.Lifecycle),
      slaDisabled: text(queue.SLADisabled) === '1',
      mayCreate: list(queue._hyperlinks).some((link) => record(link).ref === 'create'),
      keyFieldId: keyField && id(keyField.id),
      hasCommentField: named(queue.TicketTransactionCustomFields, commentField) !== undefined,
      slaFieldIds: Object.fromEntries(slaFieldIds),
    };
  }

  /** By a search and not by path: a name may hold a slash. */
  private async find(): Promise<string> {
    const { name, queue } = this.client.config;
    const query = JSON.stringify([{ field: 'Name', value: queue }]);
    const found = items(await this.client.get('/queues', { query, fields: 'Name' }));
    const queueId = found
      .filter((item) => sameName(text(item.Name), queue))
      .map((item: Json) => id(item.id))[0];
    if (queueId) return queueId;
    throw new ConnectorFailure('refused', 'answered', reason('noQueue', { system: name, queue }));
  }
}

/** Names are compared without regard to case. */
export const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
