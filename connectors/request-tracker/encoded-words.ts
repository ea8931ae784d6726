import { storable } from '../../domain/storable';

/**
 * A file name as encoded words (RFC 2047), which RT takes everywhere: a raw non-ASCII name in JSON is answered with 500, a
 * quote in a form's name is kept escaped, and a slash (as base64 has them) is taken for a path.
 */
export const toWords = (name: string): string => {
  const words: string[] = [''];
  for (const char of name) {
    const coded = [...Buffer.from(char)].map(codedByte).join('');
    const word = words.at(-1) + coded;
    if (word.length > 60) words.push(coded);
    else words[words.length - 1] = word;
  }
  return words.map((word) => `=?UTF-8?Q?${word}?=`).join(' ');
};

const codedByte = (byte: number): string => {
  const char = String.fromCharCode(byte);
  return /[A-Za-z0-9.-]/.test(char) ? char : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
};

/** RT decodes the file names of comments, but keeps those of a ticket's first message as they came. */
export const fromWords = (name: string): string =>
  name
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?([\w-]+)\?([bq])\?([^?]*)\?=/gi, (word, charset: string, coding: string, coded: string) => {
      const bytes = coding.toLowerCase() === 'b' ? Buffer.from(coded, 'base64') : quotedBytes(coded);
      return decode(bytes, charset) ?? word;
    });

const quotedBytes = (coded: string): Buffer => {
  const hexToByte = (_: string, hex: string) => String.fromCharCode(parseInt(hex, 16));
  return Buffer.from(coded.replace(/_/g, ' ').replace(/=([0-9A-F]{2})/gi, hexToByte), 'latin1');
};

const decode = (bytes: Buffer, charset: string): string | undefined => {
  try {
    return storable(new TextDecoder(charset).decode(bytes));
  } catch {
    return undefined;
  }
};
