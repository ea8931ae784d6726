import type { FastifyInstance } from 'fastify';
import { may } from '../../../domain/role';
import { priorities, statuses } from '../../../domain/ticket';
import { addBulkJob, bulkJob, type BulkAction } from '../../../store/bulk';
import { userById } from '../../../store/users';
import type { BulkRunner } from '../../bulk/runner';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { HttpProblem, invalidField, notFound } from '../../problem';
import { idInPath } from '../../reference';
import { formOf } from '../form-of';
import { personWhoMay } from '../guard';
import { sendPage } from '../send-page';
import { visitorOf } from '../visitor';
import { BulkPage } from './bulk-page';

type Fields = Readonly<Record<string, string>>;

/** Most tickets of one action. */
const most = 500;

/** Actions on many tickets: asking for one, and how it gets on. */
export const registerBulkPages = (app: FastifyInstance, options: AppOptions, runner: BulkRunner): void => {
  const { db } = options;
  app.post('/bulk', async (request, reply) => {
    const form = await formOf(request, reply, 'tickets.work');
    if (!form) return reply;
    const { userId, texts } = visitorOf(request);
    const numbers = numbersIn(form.fields);
    const action = actionIn(form.fields);
    const { queues } = texts;
    if (numbers.length === 0) throw new HttpProblem(422, queues.nothingChosen);
    if (numbers.length > most) throw new HttpProblem(422, queues.tooMany(most));
    if (isNothing(action)) throw new HttpProblem(422, queues.nothingToDo);
    if (action.assigneeId && !(await userById(db, action.assigneeId)))
      throw invalidField('assignee', 'there is no such person');
    const id = await commit(db, (tx) => addBulkJob(tx, userId ?? 0, action, numbers));
    runner.nudge();
    return reply.redirect(`/bulk/${id}`, 303);
  });
  app.get('/bulk/:id', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'tickets.work');
    if (!person) return reply;
    const visitor = visitorOf(request);
    const job = await bulkJob(db, idInPath(request, 'action'));
    const mine = job && (job.userId === visitor.userId || may(person.role, 'agreements.write'));
    if (!job || !mine) throw notFound('such action');
    return sendPage(reply, BulkPage({ visitor, job }));
  });
};

/** Marks are fields of their own, `t.SD-1042`: a field that comes twice is none of ours. */
const numbersIn = (fields: Fields): readonly string[] =>
  Object.keys(fields).flatMap((name) => /^t\.(SD-\d{1,15})$/.exec(name)?.[1] ?? []);

const isNothing = ({ status, priority, assigneeId, comment }: BulkAction): boolean =>
  status === undefined && priority === undefined && assigneeId === undefined && comment === '';

const actionIn = (fields: Fields): BulkAction => {
  const status = statuses.find((one) => one === fields.status);
  const priority = priorities.find((one) => one === fields.priority);
  const { assignee = '' } = fields;
  return {
    ...(status && { status }),
    ...(priority && { priority }),
    ...(assignee === 'nobody' && { assigneeId: null }),
    ...(/^\d{1,15}$/.test(assignee) && { assigneeId: Number(assignee) }),
    comment: (fields.comment ?? '').replaceAll('\r\n', '\n').trim(),
    visibility: fields.visibility === 'public' ? 'public' : 'internal',
  };
};
