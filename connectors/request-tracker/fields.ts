import { reason } from '../../domain/reason';
import type { NativeFields, SlaTexts } from '../../domain/record';
import { slaFields, type RecordField } from '../../domain/ticket';
import { ConnectorFailure } from '../failure';
import type { RequestTrackerConfig } from '../system-config';
import { list, record, text } from './json';
import type { Json } from './json';
import { sameName } from './queue';

/** Our fields under RT's names. The text is no field there: it is the first message, and cannot be changed. */
const names = { title: 'Subject', status: 'Status', priority: 'Priority' } as const;

export const fieldNamed = (name: string): RecordField | undefined =>
  (Object.keys(names) as (keyof typeof names)[]).find((field) => names[field] === name);

export const fieldsOf = (ticket: Json): NativeFields => ({
  title: text(ticket.Subject),
  status: text(ticket.Status),
  priority: text(ticket.Priority),
});

/** What RT itself keeps of it, as the body of a PUT. Throws a refusal for the text. */
export const toNative = ({ description, ...fields }: NativeFields): Json => {
  if (description !== undefined)
    throw new ConnectorFailure('refused', 'answered', reason('firstText'), { field: 'description' });
  const given = (Object.keys(names) as (keyof typeof names)[]).filter((field) => fields[field] !== undefined);
  return Object.fromEntries(given.map((field) => [names[field], fields[field]]));
};

/** Content of our key field, by its name, so that it is found in any queue. */
export const keyOf = (ticket: Json, fieldName: string): string | null =>
  valueOf(ticket, fieldName)?.trim() || null;

/** The contract's fields that are configured and that the ticket has. */
export const slaOf = (
  ticket: Json,
  { slaFields: names, contractsCatalog }: RequestTrackerConfig,
): SlaTexts => ({
  ...(contractsCatalog === undefined ? {} : { contractRecord: assetsOf(ticket).join(' ') }),
  ...Object.fromEntries(
    slaFields.flatMap((field) => {
      const name = names?.[field];
      const value = name === undefined ? undefined : valueOf(ticket, name);
      return value === undefined ? [] : [[field, value]];
    }),
  ),
});

/** Ids of the assets that the ticket refers to. */
const assetsOf = (ticket: Json): readonly string[] =>
  list(ticket._hyperlinks)
    .map(record)
    .filter(({ ref, type }) => ref === 'refers-to' && type === 'asset')
    .map((link) => text(link.id));

/** Undefined: the ticket has no such custom field, or our account may not see it. */
const valueOf = (ticket: Json, fieldName: string): string | undefined => {
  const field = list(ticket.CustomFields)
    .map(record)
    .find(({ name }) => sameName(text(name), fieldName));
  return field && text(list(field.values)[0]);
};

/** External addresses that the ticket refers to. */
export const linksOf = (ticket: Json): readonly string[] =>
  list(ticket._hyperlinks)
    .map(record)
    .filter(({ ref, type }) => ref === 'refers-to' && type === 'external')
    .map(({ _url }) => text(_url));

/** RT's own inactive statuses, and whatever our finished ones are mapped to. */
export const isDone = (status: string, { status: map }: RequestTrackerConfig): boolean => {
  const open = [map.new, map.in_progress, map.waiting_customer, map.waiting_supplier];
  const done = [map.resolved, map.closed, map.cancelled, 'resolved', 'rejected', 'deleted'];
  const among = (values: readonly string[]) => values.some((value) => sameName(value, status));
  return among(done) && !among(open);
};

/** RT gives whole seconds in UTC; 1970 means "not set". */
export const instantOf = (date: unknown): number => Date.parse(text(date)) || 0;
