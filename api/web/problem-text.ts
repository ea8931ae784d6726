import { problems, type ProblemKind } from '../../domain/problem';
import { filledIn } from '../../domain/reason';
import { sizesIn } from '../../domain/size-text';
import type { ToldProblem } from '../../store/problem-list';
import { fieldName } from './components/field-name';
import { reasonText } from './reason-text';
import type { ProblemText } from './texts/problems-ru';
import type { Visitor } from './visitor';

type Reader = Pick<Visitor, 'texts' | 'language'>;

/** A problem in the reader's words. One kept before its values were shows the sentence that it was kept with. */
export const problemText = ({ kind, message, advice, params }: ToldProblem, reader: Reader): ProblemText => {
  const title = kindName(kind, reader);
  if (!isKnown(kind) || params === null) return { title, message, advice };
  const words = reader.texts.synchronisation.problems.kind[kind];
  const spoken = inWords(params, reader);
  return { title, message: filledIn(words.message, spoken), advice: filledIn(words.advice, spoken) };
};

/** What a problem is called. */
export const kindName = (kind: string, { texts }: Reader): string =>
  isKnown(kind) ? texts.synchronisation.problems.kind[kind].title : kind;

const isKnown = (kind: string): kind is ProblemKind => Object.hasOwn(problems, kind);

/** A field by its name here; an answer as the system gave it, unless it is a reason of ours. */
const inWords = (params: Readonly<Record<string, string>>, reader: Reader) => ({
  ...params,
  ...sizesIn(params, reader.language),
  ...(params.field === undefined ? {} : { field: fieldInSentence(params.field, reader) }),
  ...(params.said === undefined ? {} : { said: reasonText(params.said, reader.language) }),
});

/** Russian puts it into quotation marks, English does not. */
const fieldInSentence = (field: string, { texts, language }: Reader): string =>
  language === 'en' ? fieldName(field, texts).toLowerCase() : fieldName(field, texts);
