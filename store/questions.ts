import type { GivenAnswer, Question } from '../domain/question';
import type { Queryable } from './database';

/** What is asked for a service, in its order. */
export const questionsOf = async (db: Queryable, serviceId: number): Promise<readonly Question[]> =>
  (
    await db.query<Question>(
      `select id, kind, required, json_build_object('ru', label_ru, 'en', label_en) as label, choices
         from service_questions where service_id = $1 and retired_at is null order by position, id`,
      [serviceId],
    )
  ).rows;

/** A question as somebody wrote it; with its id when it is asked already. */
export type WrittenQuestion = Omit<Question, 'id'> & { readonly id?: number };

/** Makes these the questions of a service; what is no longer asked keeps its answers. */
export const setQuestions = async (
  tx: Queryable,
  serviceId: number,
  questions: readonly WrittenQuestion[],
): Promise<void> => {
  await tx.query('select 1 from services where id = $1 for update', [serviceId]);
  await tx.query(
    `update service_questions set retired_at = now()
      where service_id = $1 and retired_at is null and id <> all($2::bigint[])`,
    [serviceId, questions.flatMap(({ id }) => id ?? [])],
  );
  for (const [position, { id, kind, required, label, choices }] of questions.entries()) {
    const values = [serviceId, position, kind, required, label.ru, label.en, JSON.stringify(choices)];
    const updated =
      id === undefined
        ? 0
        : (
            await tx.query(
              `update service_questions set position = $2, kind = $3, required = $4, label_ru = $5, label_en = $6, choices = $7
                where service_id = $1 and id = $8 and retired_at is null`,
              [...values, id],
            )
          ).rowCount;
    if (!updated)
      await tx.query(
        `insert into service_questions (service_id, position, kind, required, label_ru, label_en, choices)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        values,
      );
  }
};

export const keepAnswers = async (
  tx: Queryable,
  ticketId: number,
  answers: readonly GivenAnswer[],
): Promise<void> => {
  for (const [position, { questionId, question, answer }] of answers.entries())
    await tx.query(
      `insert into ticket_answers (ticket_id, question_id, question, answer, position) values ($1, $2, $3, $4, $5)`,
      [ticketId, questionId, question, answer, position],
    );
};

/** What was answered when the ticket was registered. */
export const givenAnswers = async (db: Queryable, ticketId: number): Promise<readonly GivenAnswer[]> =>
  (
    await db.query<GivenAnswer>(
      `select question_id as "questionId", question, answer from ticket_answers where ticket_id = $1 order by position`,
      [ticketId],
    )
  ).rows;
