import type { Attachment, ParsedMail as Read } from 'mailparser';
import type { ParsedMail } from '../../domain/mail/parsed';

const ciphers = /^(multipart\/encrypted|application\/(x-)?pkcs7-mime|application\/pgp-encrypted)$/;
const signatures = /^(multipart\/signed|application\/(x-)?pkcs7-signature|application\/pgp-signature)$/;

/** Whether a mail is signed or encrypted, as it says itself: nothing is verified. */
export const protectionOf = (
  { headers }: Pick<Read, 'headers'>,
  attachments: readonly Attachment[],
  text: string,
): ParsedMail['protection'] => {
  const own = headers.get('content-type') as { value?: string; params?: Record<string, string> } | undefined;
  // RFC 8551, 3.2.2: a signature around the text itself has the type of a cipher, and says so beside it.
  const isSignedWhole = /^(signed-data|certs-only)$/i.test(own?.params?.['smime-type'] ?? '');
  const types = [(own?.value ?? '').toLowerCase(), ...attachments.map(({ contentType }) => contentType)];
  if (!isSignedWhole && types.some((type) => ciphers.test(type))) return 'encrypted';
  if (isSignedWhole || types.some((type) => signatures.test(type))) return 'signed';
  return inText(text);
};

/** PGP inside the text (RFC 4880, 6.2 and 7): at its very beginning; further down somebody may only quote it. */
const inText = (text: string): ParsedMail['protection'] => {
  const [, what] = /^\s*-----BEGIN PGP (MESSAGE|SIGNED MESSAGE)-----/.exec(text.slice(0, 1000)) ?? [];
  if (what === undefined) return undefined;
  return what === 'MESSAGE' ? 'encrypted' : 'signed';
};
