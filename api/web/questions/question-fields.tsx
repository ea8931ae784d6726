import type { Fault } from '../../../domain/fault';
import { answersTo, type Question } from '../../../domain/question';
import { answerField } from '../../tickets/answers';
import { faultText } from '../fault-text';
import type { Visitor } from '../visitor';

interface Props {
  readonly visitor: Visitor;
  readonly serviceId: string;
  readonly questions: readonly Question[];
  readonly values: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
}

/** What is asked for the service that is chosen; while that stays the same, the script leaves what is typed alone. */
export const QuestionFields = ({ visitor, serviceId, questions, values, faults }: Props) => (
  <div id="questions" data-same={`service ${serviceId}`}>
    {questions.length > 0 && (
      <fieldset>
        <legend>
          {visitor.texts.questions.title}
          {questions.some(({ required }) => required) && <small> {visitor.texts.questions.mustHint}</small>}
        </legend>
        {questions.map((question) => (
          <One visitor={visitor} question={question} values={values} faults={faults} />
        ))}
      </fieldset>
    )}
  </div>
);

/** Faults with the question's own words in place of its field's name, for the summary above a form. */
export const nameQuestions = (
  faults: readonly Fault[],
  questions: readonly Question[],
  { language }: Visitor,
): readonly Fault[] =>
  faults.map((fault) => {
    const asked = questions.find(({ id }) => answerField(id) === fault.field);
    return asked ? { ...fault, field: asked.label[language] } : fault;
  });

interface OneProps extends Pick<Props, 'visitor' | 'values' | 'faults'> {
  readonly question: Question;
}

const One = ({ visitor, question, values, faults }: OneProps) => {
  const { language, texts } = visitor;
  const name = answerField(question.id);
  const fault = faults.find(({ field }) => field === name);
  const id = `fault-answer-${question.id}`;
  // Not `required`: the browser would hold up what asks for a preview, and say it in words of its own.
  const marks = {
    name,
    'aria-required': question.required,
    ...(fault && { 'aria-invalid': true, 'aria-describedby': id }),
  };
  const among = answersTo(question);
  return (
    <label>
      <span>
        {question.label[language]}
        {question.required && ' *'}
      </span>
      {among ? (
        <select {...marks}>
          <option value="">—</option>
          {among.map((one, i) => (
            <option value={String(i)} selected={values[name] === String(i)}>
              {one[language]}
            </option>
          ))}
        </select>
      ) : (
        <input {...marks} value={values[name] ?? ''} autocomplete="off" />
      )}
      {fault && (
        <small class="fault" id={id}>
          {faultText(fault.message, texts)}
        </small>
      )}
    </label>
  );
};
