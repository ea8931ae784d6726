import type { SlaTexts } from '../../domain/record';
import { slaFields } from '../../domain/ticket';
import { ConnectorFailure } from '../failure';
import type { NewRecord, OutgoingComment, RecordChanges } from '../port';
import { markedWithAuthor } from './author-mark';
import { ticketPath } from './client';
import type { Client } from './client';
import { toNative } from './fields';
import { id, record } from './json';
import type { Json } from './json';
import { requestorOf } from './people';
import { commentField } from './queue';
import type { Queue } from './queue';

/** Creates a ticket in the configured queue. What RT drops without a word, the caller sees when he reads back. */
export const createTicket = async (
  client: Client,
  queue: Queue,
  wanted: NewRecord,
): Promise<{ readonly id: string }> => {
  const ticket = { ...(await ticketOf(queue, wanted)), Status: wanted.fields.status };
  try {
    return { id: await post(client, ticket) };
  } catch (error) {
    if (!isRefusedContent(error)) throw error;
    return createThenMove(client, ticket);
  }
};

/**
 * A lifecycle lets new tickets begin with some statuses only, and RT then refuses the whole ticket: the rest is a second step.
 * Should that fail, the ticket stands all the same: to say that it was not made would make another one. The caller reads back.
 */
const createThenMove = async (client: Client, { Status, ...ticket }: Json) => {
  const created = await post(client, ticket);
  await put(client, created, { Status }).catch((error: unknown) => {
    if (!(error instanceof ConnectorFailure)) throw error;
  });
  return { id: created };
};

const isRefusedContent = (error: unknown) =>
  error instanceof ConnectorFailure && error.details.status === 400;

const ticketOf = async (
  queue: Queue,
  { key, fields, requester, linkBack, sla = {} }: NewRecord,
): Promise<Json> => {
  const Requestor = requestorOf(requester);
  return {
    Queue: (await queue.facts()).name,
    Subject: fields.title,
    Priority: fields.priority,
    Content: fields.description,
    ContentType: 'text/plain',
    CustomFields: { [await queue.keyFieldId()]: key, ...(await slaValues(queue, sla)) },
    RefersTo: [linkBack, ...assetIn(sla)],
    ...(Requestor === undefined ? {} : { Requestor }),
  };
};

const post = async (client: Client, json: Json): Promise<string> =>
  id(record((await client.send({ method: 'POST', path: '/ticket', body: { json } })).json()).id);

/**
 * RT answers 200 with sentences in the account's language, whether it did what was asked for or not: only reading back
 * tells.
 */
const put = async (client: Client, ticketId: string, json: Json): Promise<void> => {
  await client.send({ method: 'PUT', path: ticketPath(ticketId), body: { json } });
};

/** Writes the named fields and no other. */
export const writeTicket = async (
  client: Client,
  queue: Queue,
  ticketId: string,
  { key, linkBack, ...changes }: RecordChanges,
) => {
  const links = [...(linkBack === undefined ? [] : [linkBack]), ...assetIn(changes)];
  const CustomFields = {
    ...(key === undefined ? {} : { [await queue.keyFieldId()]: key }),
    ...(await slaValues(queue, changes)),
  };
  await put(client, ticketId, {
    ...toNative(changes),
    ...(Object.keys(CustomFields).length > 0 ? { CustomFields } : {}),
    ...(links.length > 0 ? { AddRefersTo: links } : {}),
  });
};

/** As RT's links name it. */
const assetIn = ({ contractRecord }: SlaTexts): readonly string[] =>
  contractRecord ? [`asset:${contractRecord}`] : [];

/** By the ids of those fields that the queue has; null empties one. */
const slaValues = async (queue: Queue, sla: SlaTexts): Promise<Json> => {
  const given = slaFields.filter((field) => sla[field] !== undefined);
  if (given.length === 0) return {};
  const { slaFieldIds } = await queue.facts();
  return Object.fromEntries(
    given.flatMap((field) => {
      const fieldId = slaFieldIds[field];
      return fieldId === undefined ? [] : [[fieldId, sla[field] || null]];
    }),
  );
};

/** Public text is correspondence; on a finished ticket it makes RT open it again, as RT_System. */
export const addComment = async (
  client: Client,
  queue: Queue,
  ticketId: string,
  { key, body, visibility, authorAddress }: OutgoingComment,
) => {
  // Without the field RT would write a fault into its log with every comment.
  const { hasCommentField } = await queue.facts();
  const json = {
    Content: body,
    ContentType: markedWithAuthor('text/plain', authorAddress),
    ...(hasCommentField ? { TxnCustomFields: { [commentField]: key } } : {}),
  };
  await client.send({ method: 'POST', path: messagePath(ticketId, visibility), body: { json } });
};

export const messagePath = (ticketId: string, visibility: OutgoingComment['visibility']): string =>
  `${ticketPath(ticketId)}/${visibility === 'public' ? 'correspond' : 'comment'}`;
