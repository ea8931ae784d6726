import { statusAttribute, syncAttribute, systemsAttribute } from '../workflows/search-attributes';

const types = { KEYWORD: 'Keyword', KEYWORD_LIST: 'KeywordList' } as const;

/** The typed search attributes of our workflows, as the namespace must have them before the first start. */
export const searchAttributes = Object.fromEntries(
  [statusAttribute, syncAttribute, systemsAttribute].map(({ name, type }) => [name, types[type]]),
);
