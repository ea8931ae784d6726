import type { FastifyInstance } from 'fastify';
import { may } from '../../../domain/role';
import { impacts, urgencies, type PriorityMatrix } from '../../../domain/priority';
import { priorities, type Priority } from '../../../domain/ticket';
import { priorityMatrix, savePriorityMatrix } from '../../../store/priority-matrix';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { invalidField } from '../../problem';
import { AgreementTabs } from '../agreements/tabs';
import { Csrf } from '../components/form-parts';
import { Page } from '../components/page';
import { formOf } from '../form-of';
import { personWhoMay } from '../guard';
import { sendPage } from '../send-page';
import { visitorOf, type Visitor } from '../visitor';

type Fields = Readonly<Record<string, string>>;

/** The page of the priority matrix: everybody on the staff reads it, managers change it. */
export const registerMatrixPages = (app: FastifyInstance, { db }: AppOptions): void => {
  app.get('/priorities', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'tickets.work');
    if (!person) return reply;
    const writes = may(person.role, 'agreements.write');
    return sendPage(
      reply,
      MatrixPage({ visitor: visitorOf(request), matrix: await priorityMatrix(db), writes }),
    );
  });
  app.post('/priorities', async (request, reply) => {
    const form = await formOf(request, reply, 'agreements.write');
    if (!form) return reply;
    await commit(db, (tx) => savePriorityMatrix(tx, matrixIn(form.fields), form.person.name));
    return reply.redirect('/priorities', 303);
  });
};

const matrixIn = (fields: Fields): PriorityMatrix => {
  const at = (impact: string, urgency: string): Priority => {
    const found = priorities.find((one) => one === fields[`${impact}.${urgency}`]);
    if (!found) throw invalidField(`${impact}.${urgency}`, `must be one of ${priorities.join(', ')}`);
    return found;
  };
  const row = (impact: string) =>
    Object.fromEntries(urgencies.map((urgency) => [urgency, at(impact, urgency)]));
  return Object.fromEntries(impacts.map((impact) => [impact, row(impact)])) as PriorityMatrix;
};

interface Props {
  readonly visitor: Visitor;
  readonly matrix: PriorityMatrix;
  readonly writes: boolean;
}

const MatrixPage = ({ visitor, matrix, writes }: Props) => {
  const { texts } = visitor;
  const { questions, phone } = texts;
  return (
    <Page visitor={visitor} title={questions.matrix} here="/priorities">
      <AgreementTabs visitor={visitor} now="/priorities" />
      <h1>{questions.matrix}</h1>
      <p class="hint">{questions.matrixHint}</p>
      <form method="post" action="/priorities" class="card">
        <Csrf visitor={visitor} />
        <table class="matrix">
          <thead>
            <tr>
              <td />
              {urgencies.map((urgency) => (
                <th scope="col">{phone.urgency[urgency]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {impacts.map((impact) => (
              <tr>
                <th scope="row">{phone.impact[impact]}</th>
                {urgencies.map((urgency) => (
                  <td>
                    <select
                      name={`${impact}.${urgency}`}
                      aria-label={`${phone.impact[impact]}, ${phone.urgency[urgency]}`}
                      disabled={!writes}
                    >
                      {priorities.map((priority) => (
                        <option value={priority} selected={matrix[impact][urgency] === priority}>
                          {texts.priority[priority]}
                        </option>
                      ))}
                    </select>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {writes && <button class="primary">{questions.save}</button>}
      </form>
    </Page>
  );
};
