/** In which of our languages a text is written: by its letters; undefined: it says too little. */
export const languageOf = (text: string): 'ru' | 'en' | undefined => {
  const sample = text.slice(0, 5_000);
  const cyrillic = sample.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = sample.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (cyrillic + latin < 10) return undefined;
  return cyrillic * 2 > latin ? 'ru' : 'en';
};
