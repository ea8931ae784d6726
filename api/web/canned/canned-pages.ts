import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cannedFaults } from '../../../domain/canned';
import type { Fault } from '../../../domain/fault';
import { may } from '../../../domain/role';
import {
  addCannedAnswer,
  cannedAnswer,
  changeCannedAnswer,
  listCannedAnswers,
  removeCannedAnswer,
  type CannedAnswer,
} from '../../../store/canned-answers';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import type { Principal } from '../../principal';
import { invalid, notFound } from '../../problem';
import { idInPath } from '../../reference';
import { formOf } from '../form-of';
import { personWhoMay } from '../guard';
import { sendForm, sendPage } from '../send-page';
import { languages } from '../texts/index';
import { visitorOf } from '../visitor';
import { CannedListPage, CannedPage } from './canned-page';
import { orShow } from '../or-show';

type Fields = Readonly<Record<string, string>>;

/** The pages on which canned answers are kept; everybody on the staff reads them, managers change them. */
export const registerCannedPages = (app: FastifyInstance, options: AppOptions): void => {
  const { db } = options;
  app.get('/answers', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'tickets.work');
    if (!person) return reply;
    const visitor = visitorOf(request);
    const answers = await listCannedAnswers(db, visitor.language);
    return sendPage(
      reply,
      CannedListPage({ visitor, answers, writes: may(person.role, 'agreements.write') }),
    );
  });
  app.get('/answers/new', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'tickets.work');
    return person ? show(request, reply, person, null, {}) : reply;
  });
  app.get('/answers/:id', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'tickets.work');
    if (!person) return reply;
    const answer = await answerOf(request, options);
    return show(request, reply, person, answer.id, fieldsOf(answer));
  });
  app.post('/answers', (request, reply) => submit(request, reply, options));
  app.post('/answers/:id', (request, reply) => submit(request, reply, options));
};

const answerOf = async (request: FastifyRequest, { db }: AppOptions): Promise<CannedAnswer> => {
  const answer = await cannedAnswer(db, idInPath(request, 'answer'));
  if (!answer) throw notFound('such answer');
  return answer;
};

const fieldsOf = (answer: CannedAnswer): Fields => ({
  version: String(answer.version),
  ...Object.fromEntries(
    languages.flatMap((language) => [
      [`title.${language}`, answer[language].title],
      [`body.${language}`, answer[language].body],
    ]),
  ),
});

const show = (
  request: FastifyRequest,
  reply: FastifyReply,
  person: Principal,
  id: number | null,
  values: Fields,
  faults: readonly Fault[] = [],
): unknown => {
  const draft = { visitor: visitorOf(request), values, faults };
  const page = CannedPage({ draft, id, writes: may(person.role, 'agreements.write') });
  return sendForm(reply, page, faults);
};

const submit = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const form = await formOf(request, reply, 'agreements.write');
  if (!form) return reply;
  const { fields, person } = form;
  const isNew = !(request.params as { id?: string }).id;
  const known = isNew ? null : await answerOf(request, options);
  return orShow(
    async () => {
      if (known && fields.do === 'remove') await removeCannedAnswer(options.db, known.id);
      else await save(options, fields, known, person.name);
      return reply.redirect('/answers', 303);
    },
    (errors) => show(request, reply, person, known?.id ?? null, fields, errors),
  );
};

const save = async (
  { db }: AppOptions,
  fields: Fields,
  known: CannedAnswer | null,
  by: string,
): Promise<void> => {
  const texts = { ru: textIn(fields, 'ru'), en: textIn(fields, 'en') };
  const faults = languages.flatMap((language) => [
    ...(texts[language].title === '' ? [{ field: `title.${language}`, message: 'must not be empty' }] : []),
    ...cannedFaults(texts[language].body).map((message) => ({ field: `body.${language}`, message })),
  ]);
  if (faults.length > 0) throw invalid(faults);
  await commit(db, async (tx) => {
    if (!known) return void (await addCannedAnswer(tx, texts, by));
    const version = Number(fields.version);
    const saved = await changeCannedAnswer(tx, { id: known.id, version, ...texts }, by);
    if (!saved) throw invalid([{ field: 'version', message: 'it was changed meanwhile; open it again' }]);
  });
};

const textIn = (fields: Fields, language: 'ru' | 'en') => ({
  title: (fields[`title.${language}`] ?? '').trim().slice(0, 200),
  body: (fields[`body.${language}`] ?? '').replaceAll('\r\n', '\n').trim(),
});
