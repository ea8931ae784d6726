import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Outcome, Wanted } from './changes';
import type { Desk } from './desk';
import { selectIssues } from './filter';
import type { Params } from './filter';
import type { As } from './signed-in';
import { byId } from './world';
import type { Issue, User } from './world';
import { fileJson, issueJson, journalJson } from './wire';

/** Issues, notes and files over REST, in Redmine's dialect as far as our connector speaks it. */
export const restOfIssues = (app: FastifyInstance, desk: Desk, as: As): void => {
  const { world } = desk;

  app.get(
    '/issues.json',
    as((user, request, reply) => {
      const selected = selectIssues(world, request.query as Params);
      if ('errors' in selected) return reply.code(422).send(selected);
      const seen = selected.filter(({ projectId }) => desk.sees(user, projectId));
      const { offset, limit } = pageOf(request.query as Params);
      const issues = seen.slice(offset, offset + limit).map((issue) => issueJson(world, issue));
      return { issues, total_count: seen.length, offset, limit };
    }),
  );

  app.get(
    '/issues/:id.json',
    as((user, request, reply) =>
      withIssue(desk, user, request, reply, (issue) => ({ issue: whole(desk, issue, request) })),
    ),
  );

  app.post(
    '/issues.json',
    as((user, request, reply) => {
      const outcome = desk.create(user, wantedIn(request));
      if (!('issue' in outcome)) return reply.code(422).send(outcome);
      return reply.code(201).send({ issue: issueJson(world, outcome.issue) });
    }),
  );

  app.put(
    '/issues/:id.json',
    as((user, request, reply) =>
      withIssue(desk, user, request, reply, (issue) =>
        answer(desk.update(user, issue, wantedIn(request)), reply),
      ),
    ),
  );

  app.delete(
    '/issues/:id.json',
    as((user, request, reply) =>
      withIssue(desk, user, request, reply, async (issue) => {
        await desk.remove(issue);
        return reply.code(204).send();
      }),
    ),
  );

  app.put(
    '/journals/:id.json',
    as((user, request, reply) => editNote(desk, user, request, reply)),
  );
};

const withIssue = (
  desk: Desk,
  user: User,
  request: FastifyRequest,
  reply: FastifyReply,
  then: (issue: Issue) => unknown,
): unknown => {
  const issue = desk.find(user, (request.params as { id: string }).id);
  if (issue === 'gone') return reply.code(404).send();
  return issue === 'hidden' ? reply.code(403).send() : then(issue);
};

const answer = (outcome: Outcome, reply: FastifyReply): unknown =>
  'errors' in outcome ? reply.code(422).send(outcome) : reply.code(204).send();

const wantedIn = ({ body }: FastifyRequest): Wanted => {
  const issue = (body as { issue?: unknown } | null)?.issue;
  return typeof issue === 'object' && issue !== null ? issue : {};
};

const whole = ({ world }: Desk, issue: Issue, request: FastifyRequest) => {
  const include = ((request.query as Params).include ?? '').split(',');
  const base = `${request.protocol}://${request.host}`;
  return {
    ...issueJson(world, issue),
    ...(include.includes('attachments')
      ? {
          attachments: world.files
            .filter(({ issueId }) => issueId === issue.id)
            .map((file) => fileJson(world, file, base)),
        }
      : {}),
    ...(include.includes('journals')
      ? { journals: issue.journals.map((journal) => journalJson(world, journal)) }
      : {}),
    ...(include.includes('allowed_statuses')
      ? { allowed_statuses: world.statuses.map(({ id, name }) => ({ id, name })) }
      : {}),
  };
};

/** Redmine caps a page at 100 in silence and takes 0 for 25. */
const pageOf = ({ offset, limit }: Params) => ({
  offset: Math.max(0, Number(offset) || 0),
  limit: Math.min(100, Number(limit) || 25),
});

const editNote = (desk: Desk, user: User, request: FastifyRequest, reply: FastifyReply): unknown => {
  const { id } = request.params as { id: string };
  const issue = desk.world.issues.find(({ journals }) => byId(journals, id));
  const journal = issue && byId(issue.journals, id);
  if (!issue || !journal) return reply.code(404).send();
  if (!desk.sees(user, issue.projectId)) return reply.code(403).send();
  const change = ((request.body as { journal?: Record<string, unknown> } | null)?.journal ?? {}) as Record<
    string,
    unknown
  >;
  desk.editNote(issue, journal, {
    ...(typeof change.notes === 'string' ? { notes: change.notes } : {}),
    ...(typeof change.private_notes === 'boolean' ? { isPrivate: change.private_notes } : {}),
  });
  return reply.code(204).send();
};
