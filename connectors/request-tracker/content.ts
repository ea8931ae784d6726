import type { RemoteFile } from '../../domain/record';
import type { Client } from './client';
import { fromWords } from './encoded-words';
import { htmlToText } from './html-text';
import { id, items, text } from './json';
import type { Json } from './json';

/** What one message (transaction) says and brings. */
export interface Content {
  readonly body: string;
  readonly files: readonly RemoteFile[];
}

export const noContent: Content = { body: '', files: [] };

/** Ids in one query: keeps the address below what servers take. */
const batch = 40;

/** Texts and files of these transactions, by transaction id; two requests for forty messages. */
export const contentOf = async (
  client: Client,
  transactions: readonly string[],
): Promise<ReadonlyMap<string, Content>> => {
  const parts = await attachments(
    client,
    'TransactionId',
    transactions,
    'Filename,ContentType,ContentLength,TransactionId',
  );
  const byTransaction = grouped(parts);
  const bodyParts = [...byTransaction.values()].flatMap(bodyPartsOf);
  const texts = new Map(
    (
      await attachments(
        client,
        'id',
        bodyParts.map((part) => id(part.id)),
        'Content',
      )
    ).map((part) => [id(part.id), text(part.Content)]),
  );
  return new Map(
    [...byTransaction].map(([transaction, of]) => [
      transaction,
      { body: bodyOf(of, texts), files: of.filter(isFile).map(fileOf) },
    ]),
  );
};

/**
 * Attachments whose field has one of these values. Not asked for: `Parent`, which RT answers with 500 for the top part.
 */
const attachments = async (
  client: Client,
  field: string,
  values: readonly string[],
  fields: string,
): Promise<readonly Json[]> => {
  const found: Json[] = [];
  for (let from = 0; from < values.length; from += batch) {
    const query = JSON.stringify(values.slice(from, from + batch).map((value) => ({ field, value })));
    for (let page = 1; ; page++) {
      const some = items(await client.page('/attachments', query, fields, { page }));
      found.push(...some);
      if (some.length < client.pageSize) break;
    }
  }
  return found;
};

const grouped = (parts: readonly Json[]): ReadonlyMap<string, readonly Json[]> => {
  const groups = new Map<string, Json[]>();
  for (const part of parts) {
    const transaction = id(part.TransactionId);
    groups.set(transaction, [...(groups.get(transaction) ?? []), part]);
  }
  return groups;
};

const typeOf = (part: Json): string => text(part.ContentType).toLowerCase();

/** A message is one text part, or a multipart container with parts; a mail may have its text twice, plain and HTML. */
const isFile = (part: Json): boolean => {
  if (typeOf(part).startsWith('multipart/')) return false;
  if (text(part.Filename) !== '') return true;
  // RT keeps a nameless empty part where a message had files only.
  return !typeOf(part).startsWith('text/') && text(part.ContentLength) !== '0';
};

const bodyPartsOf = (parts: readonly Json[]): readonly Json[] => {
  const nameless = parts.filter((part) => !isFile(part));
  const plain = nameless.filter((part) => typeOf(part) === 'text/plain');
  return plain.length > 0 ? plain : nameless.filter((part) => typeOf(part) === 'text/html');
};

const bodyOf = (parts: readonly Json[], texts: ReadonlyMap<string, string>): string =>
  bodyPartsOf(parts)
    .map((part) => {
      const raw = texts.get(id(part.id)) ?? '';
      return typeOf(part) === 'text/html' ? htmlToText(raw) : raw.replace(/\r\n?/g, '\n');
    })
    .filter((body, index) => index === 0 || body.trim() !== '')
    .join('\n\n');

const fileOf = (part: Json): RemoteFile => ({
  id: id(part.id),
  filename: fromWords(text(part.Filename)) || `attachment-${id(part.id)}`,
  mediaType: typeOf(part) || 'application/octet-stream',
  size: Number(text(part.ContentLength)) || 0,
});
