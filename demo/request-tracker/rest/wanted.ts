import type { NewTicket } from '../desk';
import { decodeWords } from '../mime-words';
import { contractFields, keyField } from '../model';
import type { IncomingFile } from '../model';

/** The body of a request, as far as it is understood; everything else is overlooked, as RT does. */
export type Body = Readonly<Record<string, unknown>>;

export const textIn = (body: Body, name: string): string | undefined => {
  const value = body[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
};

/** Content of our key field, by its name or id. */
export const keyIn = (body: Body): string | undefined => fieldIn(body, keyField);

/** Contents of the fields for the contract, by their ids. */
export const valuesIn = (body: Body): Record<string, string> =>
  Object.fromEntries(
    contractFields.flatMap((field) => {
      const value = fieldIn(body, field);
      return value === undefined ? [] : [[String(field.id), value]];
    }),
  );

const fieldIn = (
  body: Body,
  { id, name: wanted }: { readonly id: number; readonly name: string },
): string | undefined => {
  const fields = body.CustomFields;
  if (typeof fields !== 'object' || fields === null) return undefined;
  const named = (name: string) => [wanted.toLowerCase(), String(id)].includes(name.toLowerCase());
  const [, value] = Object.entries(fields).find(([name]) => named(name)) ?? [];
  return value === undefined ? undefined : String((Array.isArray(value) ? value[0] : value) ?? '');
};

export const listIn = (body: Body, name: string): readonly string[] => {
  const value = body[name];
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
};

/** `"Анна Иванова" <anna@client.example>`, or the address alone. */
export const requestorsIn = (body: Body): NonNullable<NewTicket['requestors']> =>
  listIn(body, 'Requestor').flatMap((text) => {
    const [, name = '', inside, alone] =
      /^\s*(?:"?([^"<]*?)"?\s*<([^<>\s]+@[^<>\s]+)>|(\S+@\S+))\s*$/.exec(text) ?? [];
    const email = inside ?? alone;
    return email === undefined ? [] : [{ name: name || email, email }];
  });

/** Files given as base64 inside the JSON; undefined when one lacks something. */
export const filesIn = (body: Body): readonly IncomingFile[] | undefined => {
  const files = (Array.isArray(body.Attachments) ? body.Attachments : []) as readonly Body[];
  const read = files.flatMap((file) => {
    const [name, mediaType, content] = ['FileName', 'FileType', 'FileContent'].map((field) =>
      textIn(file, field),
    );
    if (!name || !mediaType || !content) return [];
    return [{ filename: decodeWords(name), mediaType, bytes: Buffer.from(content, 'base64') }];
  });
  return read.length === files.length ? read : undefined;
};

/** Words are 0, as in Perl. */
export const numberIn = (body: Body, name: string): number | undefined => {
  const text = textIn(body, name);
  return text === undefined ? undefined : Number.parseInt(text, 10) || 0;
};
