import { Type } from '@fastify/type-provider-typebox';
import { impacts, urgencies, type PriorityMatrix } from '../../domain/priority';
import { questionFaults, questionKinds, type Question } from '../../domain/question';
import { priorities } from '../../domain/ticket';
import { priorityMatrix, savePriorityMatrix } from '../../store/priority-matrix';
import { questionsOf, setQuestions } from '../../store/questions';
import { commit } from '../commit';
import type { AppOptions } from '../options';
import { principalOf } from '../principal';
import { invalid } from '../problem';
import { resolvePath } from '../reference';
import type { Api } from './api';
import { strict } from './schemas';

const Both = Type.Object(
  { ru: Type.String({ maxLength: 300 }), en: Type.String({ maxLength: 300 }) },
  strict,
);
const Questions = Type.Object(
  {
    questions: Type.Array(
      Type.Object(
        {
          id: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })),
          kind: Type.Enum(questionKinds),
          required: Type.Boolean(),
          label: Both,
          choices: Type.Optional(Type.Array(Both, { maxItems: 50 })),
        },
        strict,
      ),
      { maxItems: 40 },
    ),
  },
  strict,
);
const Row = Type.Object(Object.fromEntries(urgencies.map((one) => [one, Type.Enum(priorities)])), strict);
const Matrix = Type.Object(Object.fromEntries(impacts.map((one) => [one, Row])), strict);

/** What is asked for a service, and which priority follows from impact and urgency. */
export const registerQuestions = (api: Api, options: AppOptions): void => {
  registerServiceQuestions(api, options);
  registerMatrix(api, options);
};

const registerServiceQuestions = (api: Api, { db }: AppOptions): void => {
  const tags = ['services'];
  const url = '/services/:ref/questions';
  const listed = async (id: number) => ({ items: (await questionsOf(db, id)).map(questionJson), next: null });
  api.get<{ Params: { ref: string } }>(
    url,
    { schema: { tags }, config: { right: 'services.read' } },
    async (request) => listed(await resolvePath(db, 'services', request.params.ref)),
  );
  api.put(
    url,
    { schema: { tags, body: Questions }, config: { right: 'agreements.write' } },
    async (request) => {
      const id = await resolvePath(db, 'services', (request.params as { ref: string }).ref);
      const questions = request.body.questions.map(({ id: of, choices = [], ...rest }) => ({
        ...(of !== undefined && { id: Number(of) }),
        ...rest,
        choices,
      }));
      const faults = questionFaults(questions);
      if (faults.length > 0) throw invalid(faults);
      await commit(db, (tx) => setQuestions(tx, id, questions));
      return listed(id);
    },
  );
};

const registerMatrix = (api: Api, { db }: AppOptions): void => {
  const tags = ['tickets'];
  api.get('/priority-matrix', { schema: { tags }, config: { right: 'tickets.work' } }, () =>
    priorityMatrix(db),
  );
  api.put(
    '/priority-matrix',
    { schema: { tags, body: Matrix }, config: { right: 'agreements.write' } },
    async (request) => {
      const matrix = request.body as PriorityMatrix;
      await commit(db, (tx) => savePriorityMatrix(tx, matrix, principalOf(request).name));
      return matrix;
    },
  );
};

const questionJson = ({ id, ...rest }: Question) => ({ id: String(id), ...rest });
