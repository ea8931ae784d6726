import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../../../domain/fault';
import { questionFaults, questionKinds, type Both, type Question } from '../../../domain/question';
import { questionsOf, setQuestions, type WrittenQuestion } from '../../../store/questions';
import { serviceById, type ServiceView } from '../../../store/services';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { notFound } from '../../problem';
import { idInPath } from '../../reference';
import { formOf } from '../form-of';
import { personWhoMay } from '../guard';
import { sendForm } from '../send-page';
import { visitorOf } from '../visitor';
import { QuestionsPage } from './edit-page';

type Fields = Readonly<Record<string, string>>;

/** Empty rows for new questions. */
const spare = 2;
const mostRows = 40;

/** The page on which managers write what is asked for a service. */
export const registerQuestionPages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/services/:id/questions', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'agreements.write');
    if (!person) return reply;
    const service = await serviceOf(request, options);
    const questions = await questionsOf(options.db, service.id);
    return show(request, reply, service, fieldsOf(questions), questions.length + spare);
  });
  app.post('/services/:id/questions', async (request, reply) => {
    const form = await formOf(request, reply, 'agreements.write');
    if (!form) return reply;
    const service = await serviceOf(request, options);
    const rows = Math.min(mostRows, Number(/^\d{1,3}$/.exec(form.fields.rows ?? '')?.[0] ?? 0));
    const written = writtenIn(form.fields, rows);
    const faults = questionFaults(written.map(({ question }) => question)).map((fault) =>
      placed(fault, written),
    );
    if (faults.length > 0) return show(request, reply, service, form.fields, rows, faults);
    const questions = written.map(({ question }) => question);
    await commit(options.db, (tx) => setQuestions(tx, service.id, questions));
    return reply.redirect(`/services/${service.id}`, 303);
  });
};

const serviceOf = async (request: FastifyRequest, { db }: AppOptions): Promise<ServiceView> => {
  const service = await serviceById(db, idInPath(request, 'service'));
  if (!service) throw notFound('such service');
  return service;
};

const show = (
  request: FastifyRequest,
  reply: FastifyReply,
  service: ServiceView,
  values: Fields,
  rows: number,
  faults: readonly Fault[] = [],
): unknown => {
  const page = QuestionsPage({ draft: { visitor: visitorOf(request), values, faults }, service, rows });
  return sendForm(reply, page, faults);
};

const fieldsOf = (questions: readonly Question[]): Fields =>
  Object.fromEntries(
    questions.flatMap(({ id, kind, required, label, choices }, i) => [
      [`q.${i}.id`, String(id)],
      [`q.${i}.ru`, label.ru],
      [`q.${i}.en`, label.en],
      [`q.${i}.kind`, kind],
      [`q.${i}.required`, required ? 'on' : ''],
      [`q.${i}.choices`, choices.map(({ ru, en }) => `${ru} | ${en}`).join('\n')],
    ]),
  );

interface Written {
  readonly row: number;
  readonly question: WrittenQuestion;
}

/** A row without any text is none. */
const writtenIn = (fields: Fields, rows: number): readonly Written[] =>
  Array.from({ length: rows }, (_, row) => row).flatMap((row) => {
    const at = (name: string): string => (fields[`q.${row}.${name}`] ?? '').trim();
    if (at('ru') === '' && at('en') === '') return [];
    const kind = questionKinds.find((one) => one === at('kind')) ?? 'text';
    const question = {
      ...(/^\d{1,15}$/.test(at('id')) && { id: Number(at('id')) }),
      kind,
      required: at('required') === 'on',
      label: { ru: at('ru').slice(0, 300), en: at('en').slice(0, 300) },
      choices: kind === 'choice' ? choicesIn(at('choices')) : [],
    };
    return [{ row, question }];
  });

const choicesIn = (text: string): readonly Both[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [ru = '', en = ''] = line.split('|').map((part) => part.trim());
      return { ru, en };
    });

/** Where in the form stands what is at fault. */
const placed = ({ field, message }: Fault, written: readonly Written[]): Fault => {
  const [, n = '0', name = ''] = /^questions\[(\d+)\]\.(?:label\.)?(\w+)/.exec(field) ?? [];
  return { field: `q.${written[Number(n)]?.row ?? 0}.${name}`, message };
};
