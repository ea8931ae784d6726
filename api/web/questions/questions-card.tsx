import type { Question } from '../../../domain/question';
import type { Visitor } from '../visitor';

interface Props {
  readonly visitor: Visitor;
  readonly serviceId: number;
  readonly questions: readonly Question[];
  readonly writes: boolean;
}

/** On a service's page: what is asked for it. */
export const QuestionsCard = ({ visitor, serviceId, questions, writes }: Props) => {
  const { texts, language } = visitor;
  return (
    <section class="card" id="questions">
      <h2>{texts.questions.title}</h2>
      {questions.length === 0 && <p class="empty">{texts.questions.none}</p>}
      <ol>
        {questions.map(({ label, kind, required }) => (
          <li>
            {label[language]}{' '}
            <small>
              {texts.questions.kind[kind]}
              {required && `, ${texts.questions.required}`}
            </small>
          </li>
        ))}
      </ol>
      {writes && <a href={`/services/${serviceId}/questions`}>{texts.questions.edit}</a>}
    </section>
  );
};
