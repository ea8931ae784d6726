import iconv from 'iconv-lite';

/** Russian letters from the most frequent one on: a wrong guess brings rare letters, and capitals in the middle of words. */
const frequent = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё';
const candidates = ['windows-1251', 'koi8-r', 'cp866', 'iso-8859-5'];

/** The text of bytes that do not say how they are written: UTF-8 where that is possible, else the likeliest of the old ones. */
export const decodeUndeclared = (bytes: Buffer): string => strictUtf8(bytes) ?? likeliest(bytes);

export const strictUtf8 = (bytes: Buffer): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const likeliest = (bytes: Buffer): string => {
  const sample = bytes.subarray(0, 50_000);
  const scored = candidates.map((charset) => ({ charset, score: score(iconv.decode(sample, charset)) }));
  const best = scored.sort((a, b) => b.score - a.score)[0]!;
  return iconv.decode(bytes, best.score > 0 ? best.charset : 'windows-1252');
};

/** Per character that is not ASCII. */
export const score = (text: string): number => {
  const strange = [...text].filter((character) => character > '\u007f');
  if (strange.length === 0) return 0;
  const letters = strange.reduce((sum, character) => sum + worth(character), 0);
  const capitalsInside = text.match(/[а-яё][А-ЯЁ]/g)?.length ?? 0;
  const mixed = text.match(/[a-z][а-яё]|[а-яё][a-z]/gi)?.length ?? 0;
  return (letters - 3 * capitalsInside - mixed) / strange.length;
};

const worth = (character: string): number => {
  const at = frequent.indexOf(character.toLowerCase());
  if (at === -1) return /[«»—–№…“”’\u00a0]/.test(character) ? 0 : -3;
  const isSmall = character === character.toLowerCase();
  return (at < 12 ? 3 : at < 22 ? 1.5 : 0.5) * (isSmall ? 1 : 0.8);
};
