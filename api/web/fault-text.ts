import type { Texts } from './texts/index';

/** The first wording that fits a fault’s English sentence; the sentence itself where none does. */
export const faultText = (message: string, { agreements: { faultWords } }: Texts): string => {
  for (const [pattern, word] of faultWords) {
    const found = pattern.exec(message);
    if (found) return word(...found.slice(1));
  }
  return message;
};
