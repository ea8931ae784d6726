import type { SenderKind } from '../../../domain/mail/robot';

/** What a mail must be read as. What is not named is not asserted. */
export interface Expected {
  /** Cannot be read: it goes to Quarantine. */
  readonly unreadable?: RegExp;
  /** Address of the sender; null: it has none. */
  readonly from?: string | null;
  readonly name?: string;
  readonly title?: string;
  readonly kind?: SenderKind;
  /** All of the text. */
  readonly text?: string | RegExp;
  /** What is new in it. */
  readonly reply?: string | RegExp;
  readonly html?: { readonly has?: readonly string[]; readonly hasNot?: readonly (string | RegExp)[] };
  readonly files?: readonly string[];
  /** Bytes of the first file. */
  readonly firstFile?: string | Buffer;
  readonly messageId?: string | null;
  readonly references?: readonly string[];
  readonly number?: string | null;
  readonly notes?: readonly string[];
  readonly protection?: 'signed' | 'encrypted' | null;
  readonly invite?: object | null;
  readonly forwarded?: string | null;
  readonly reports?: readonly object[];
  readonly reportedMessageId?: string;
  readonly language?: 'ru' | 'en' | null;
  readonly authentication?: 'pass' | 'fail' | 'unknown';
  readonly others?: readonly string[];
  readonly to?: readonly string[];
}

export interface MailCase {
  readonly name: string;
  readonly raw: Buffer;
  readonly expected: Expected;
}

type Headers = Readonly<Record<string, string | readonly string[] | null>>;

/** A mail with plain headers; `null` takes one of the usual ones away. Bytes of `body` as they are when it is a Buffer. */
export const raw = (headers: Headers, body: string | Buffer = 'Hello\r\n'): Buffer => {
  const all: Headers = {
    From: 'Anna Petrova <anna@example.test>',
    To: 'support@helpdesk.test',
    Subject: 'Printer',
    Date: 'Mon, 05 Jan 2026 10:15:00 +0300',
    'Message-ID': '<one@example.test>',
    'MIME-Version': '1.0',
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => `${name}: ${one}`),
  );
  const bytes = typeof body === 'string' ? Buffer.from(body.replace(/\r?\n/g, '\r\n'), 'utf8') : body;
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'utf8'), bytes]);
};

/** A mail in UTF-8 with this text. */
export const plain = (text: string, headers: Headers = {}): Buffer =>
  raw({ 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': '8bit', ...headers }, text);

export const htmlMail = (html: string, headers: Headers = {}): Buffer =>
  raw({ 'Content-Type': 'text/html; charset=utf-8', 'Content-Transfer-Encoding': '8bit', ...headers }, html);

export interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A multipart mail; bodies of parts that are Buffers are written in base64. */
export const multipart = (subtype: string, parts: readonly Part[], headers: Headers = {}): Buffer =>
  raw({ 'Content-Type': `multipart/${subtype}; boundary="=_b1"`, ...headers }, partsBody(parts, '=_b1'));

export const partsBody = (parts: readonly Part[], boundary: string): string =>
  `${parts.map((part) => `--${boundary}\r\n${partText(part)}\r\n`).join('')}--${boundary}--\r\n`;

const partText = ({ headers, body }: Part): string => {
  const isBytes = typeof body !== 'string';
  const all = { ...headers, ...(isBytes ? { 'Content-Transfer-Encoding': 'base64' } : {}) };
  const text = isBytes ? body.toString('base64').replace(/.{76}/g, '$&\r\n') : body;
  return `${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}\r\n\r\n${text}`;
};

export const textPart = (body: string): Part => ({
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body,
});
export const htmlPart = (body: string): Part => ({
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  body,
});
export const filePart = (
  name: string,
  type: string,
  body: Buffer,
  more: Readonly<Record<string, string>> = {},
): Part => ({
  headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"`, ...more },
  body,
});

export const mailCase = (name: string, bytes: Buffer, expected: Expected): MailCase => ({
  name,
  raw: bytes,
  expected,
});
