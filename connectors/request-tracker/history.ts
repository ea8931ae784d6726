import { compareEntries } from '../../domain/record';
import type { Brought, RecordEvent, RemoteFile } from '../../domain/record';
import type { Visibility } from '../../domain/ticket';
import type { OutgoingComment } from '../port';
import type { Client } from './client';
import { contentOf, noContent } from './content';
import type { Content } from './content';
import { fieldNamed, instantOf } from './fields';
import { id, items, list, record, text } from './json';
import type { Json } from './json';
import { isOwnerChange } from './owners';
import type { Owners } from './owners';
import { actorOf, personFields } from './people';
import { commentField, sameName } from './queue';

/** What a ticket's transactions say. */
export interface History {
  readonly events: readonly RecordEvent[];
  /** The first message, where its transaction was among them. */
  readonly first?: Content;
  /** The ticket's own transactions, of what was asked for. */
  readonly ofTicket: readonly Json[];
  /** What was said in tickets that have been merged into this one. */
  readonly brought: readonly Brought[];
}

/** Who we are there, who the owners are, and the comments that we have just sent. */
export interface Own {
  readonly ourName: string;
  readonly owners: Owners;
  readonly written: readonly OutgoingComment[];
}

/** RT's record of mail that it sent itself: nothing that happened to the ticket. */
const mailTypes = ['EmailRecord', 'CommentEmailRecord'];
const messageVisibility: Readonly<Record<string, Visibility>> = { Comment: 'internal', Correspond: 'public' };

/**
 * Transactions of a ticket after `since` and up to `until` (both ids), oldest first. The history has no total, and RT
 * takes what we may not see out of a page after paging: read until the newest is there.
 */
export const transactionsOf = async (
  client: Client,
  ticketId: string,
  since: string,
  until: string,
): Promise<readonly Json[]> => {
  const query = JSON.stringify([{ field: 'id', operator: '>', value: since }]);
  const fields = 'Type,Field,OldValue,NewValue,Created,Creator,ObjectId,CustomFields';
  const found: Json[] = [];
  for (let page = 1, empty = 0; empty < 5 && compareEntries(id(found.at(-1)?.id), until) < 0; page++) {
    const some = items(
      await client.page(`/ticket/${ticketId}/history`, query, fields, {
        page,
        'fields[Creator]': personFields,
      }),
    );
    empty = some.length === 0 ? empty + 1 : 0;
    found.push(...some);
  }
  return found.filter((transaction) => compareEntries(id(transaction.id), until) <= 0);
};

/** Turns transactions into events, with the texts and files of their messages. */
export const historyOf = async (
  client: Client,
  ticketId: string,
  transactions: readonly Json[],
  own: Own,
): Promise<History> => {
  const { ourName } = own;
  const ofTicket = transactions.filter(({ ObjectId }) => id(ObjectId) === ticketId);
  const creation = ofTicket.find(({ Type }) => Type === 'Create');
  const messages = transactions.filter((one) => one === creation || text(one.Type) in messageVisibility);
  const contents = await contentOf(
    client,
    messages.filter((one) => textWeSent(one, own) === undefined).map((one) => id(one.id)),
  );
  const contentBy = (one: Json) => textWeSent(one, own) ?? contents.get(id(one.id)) ?? noContent;
  const told = transactions
    .filter(({ Type }) => !mailTypes.includes(text(Type)))
    .map(async (one) =>
      ofTicket.includes(one) && isOwnerChange(one)
        ? { ...headOf(one, ourName), ...(await own.owners.assignment(one)) }
        : eventsOf(one, ofTicket.includes(one), contentBy(one), ourName),
    );
  const events = (await Promise.all(told)).flat();
  const brought = messages
    .filter((one) => !ofTicket.includes(one))
    .flatMap((one) =>
      eventsOf(one, true, contentBy(one), ourName).map((event) => ({ of: id(one.ObjectId), event })),
    );
  return { events, ofTicket, brought, ...(creation ? { first: contentBy(creation) } : {}) };
};

/** Our own comment is told by its key, which only our account writes: its text is not asked for again. */
const textWeSent = (transaction: Json, { ourName, written }: Own): Content | undefined => {
  const key = commentKey(transaction);
  const sent = written.find((comment) => comment.key === key);
  return sent && actorOf(record(transaction.Creator), ourName).isOurAccount
    ? { body: sent.body, files: [] }
    : undefined;
};

const headOf = (transaction: Json, ourName: string): Head => ({
  entry: id(transaction.id),
  at: instantOf(transaction.Created),
  actor: actorOf(record(transaction.Creator), ourName),
});

const eventsOf = (
  transaction: Json,
  isOwn: boolean,
  content: Content,
  ourName: string,
): readonly RecordEvent[] => {
  const head = headOf(transaction, ourName);
  const what = [text(transaction.Type), text(transaction.Field)].filter((word) => word !== '').join(' ');
  // A ticket merged into this one brings its history along: the front has that as another ticket's.
  if (!isOwn) return [{ ...head, kind: 'other', what: `merged: ${what}` }];
  const visibility = messageVisibility[text(transaction.Type)];
  if (visibility !== undefined) return messageEvents(head, transaction, visibility, content);
  const field = text(transaction.Type) === 'Status' ? 'status' : setField(transaction);
  if (field === undefined) return [{ ...head, kind: 'other', what }];
  return [
    { ...head, kind: 'field', field, old: text(transaction.OldValue), new: text(transaction.NewValue) },
  ];
};

const setField = ({ Type, Field }: Json) => (Type === 'Set' ? fieldNamed(text(Field)) : undefined);

type Head = Pick<RecordEvent, 'entry' | 'at' | 'actor'>;

/** A message without text only brings files. */
const messageEvents = (
  head: Head,
  transaction: Json,
  visibility: Visibility,
  { body, files }: Content,
): readonly RecordEvent[] => {
  if (body.trim() === '' && files.length === 0)
    return [{ ...head, kind: 'other', what: `empty ${text(transaction.Type)}` }];
  if (body.trim() === '') return files.map((file) => ({ ...head, kind: 'file', file, visibility }));
  const key = commentKey(transaction);
  return [
    {
      ...head,
      kind: 'comment',
      id: head.entry,
      body,
      visibility,
      ...(key === '' ? {} : { key }),
      files: files.map((file: RemoteFile) => ({ ...file, visibility })),
    },
  ];
};

const commentKey = (transaction: Json): string => {
  const field = list(transaction.CustomFields)
    .map(record)
    .find(({ name }) => sameName(text(name), commentField));
  return text(list(field?.values)[0]).trim();
};
