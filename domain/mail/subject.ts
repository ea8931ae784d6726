/** Prefixes of replies and forwards in the languages that reach us, also `RE[2]:` and several in a row. */
const prefix =
  /^\s*(?:re|aw|sv|antw|ответ|отв|на|fwd?|fw|wg|пересл|пер|ha|нa)\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*[:：]\s*/iu;
const tag = /\[(SD-\d{1,15})\]/giu;
const longest = 250;

/** The subject as a title: without prefixes and our own `[SD-1042]`; never empty. */
export const titleOf = (subject: string, otherwise: string): string => {
  let title = subject.replace(tag, ' ').replace(/\s+/g, ' ').trim();
  for (let n = 0; n < 10 && prefix.test(title); n++) title = title.replace(prefix, '');
  const characters = [...title.trim()];
  if (characters.length === 0) return otherwise;
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
};

/** The ticket that a subject names; of several the first. */
export const numberIn = (subject: string): string | undefined => {
  const [match] = subject.matchAll(tag);
  return match?.[1]?.toUpperCase();
};
