import { readAnswer, type GivenAnswer, type Question } from '../../domain/question';
import type { Queryable } from '../../store/database';
import { questionsOf } from '../../store/questions';
import { invalid } from '../problem';

type Fields = Readonly<Record<string, string>>;

/** How a form calls the answer to a question. */
export const answerField = (questionId: number): string => `answer.${questionId}`;

/** The answers that a form holds, by question. */
export const answersIn = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const id = /^answer\.(\d{1,15})$/.exec(name)?.[1];
      return id === undefined ? [] : [[id, value]];
    }),
  );

/** What is asked for the service that a form has chosen; nothing while it has chosen none. */
export const questionsFor = async (db: Queryable, service = ''): Promise<readonly Question[]> =>
  /^\d{1,15}$/.test(service) ? questionsOf(db, Number(service)) : [];

/**
 * What was answered to the questions of a service, in that language: the one reader of every form and call that registers.
 * Throws 422 with each question that is not answered as it has to be. Without a service nothing is asked.
 */
export const readAnswers = async (
  db: Queryable,
  serviceId: number | undefined,
  given: Fields,
  language: 'ru' | 'en',
): Promise<readonly GivenAnswer[]> => {
  if (serviceId === undefined) return [];
  const read = (await questionsOf(db, serviceId)).map((question) => ({
    question,
    said: readAnswer(question, given[String(question.id)] ?? '', language),
  }));
  const faults = read.flatMap(({ question, said }) =>
    said && 'fault' in said ? [{ field: answerField(question.id), message: said.fault }] : [],
  );
  if (faults.length > 0) throw invalid(faults);
  return read.flatMap(({ question, said }) =>
    said && 'answer' in said
      ? [{ questionId: question.id, question: question.label[language], answer: said.answer }]
      : [],
  );
};
