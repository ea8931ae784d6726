/** A name that is only a name: no folders, no characters that control or reverse what is shown. */
export const fileName = (name: string): string => {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim();
  return shortened(clean === '' || clean === '.' || clean === '..' ? 'file' : clean);
};

/** Systems put other characters in the place of those that a file system might not take (Redmine: `?%*:|"'<>` become `_`). */
export const sameFileName = (a: string, b: string): boolean => plain(a) === plain(b);

const plain = (name: string): string => name.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '_');

/** 255 bytes are the most that a file system keeps; the extension stays. */
const shortened = (name: string): string => {
  const extension = /\.[^.]{1,12}$/.exec(name)?.[0] ?? '';
  let stem = [...name.slice(0, name.length - extension.length)];
  while (Buffer.byteLength(stem.join('') + extension) > 255) stem = stem.slice(0, -1);
  return stem.join('') + extension;
};
