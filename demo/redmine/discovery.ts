import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Desk } from './desk';
import type { Params } from './filter';
import type { As } from './signed-in';
import { byId, nameOf, sees } from './world';
import type { Project, User, World } from './world';

/** Every permission that our connector asks for: all roles here have them. */
const permissions = [
  'view_issues',
  'add_issues',
  'edit_issues',
  'add_issue_notes',
  'edit_own_issue_notes',
  'edit_issue_notes',
  'view_private_notes',
  'set_notes_private',
];

/** Who am I, which words are there, and what time is it. */
export const restOfDiscovery = (app: FastifyInstance, desk: Desk, as: As): void => {
  const { world } = desk;
  const role = { id: 1, name: 'Integration', permissions };
  const answers: Readonly<Record<string, (user: User) => unknown>> = {
    '/users/current.json': (user) => ({ user: userJson(world, user) }),
    '/roles/:id.json': () => ({ role }),
    '/issue_statuses.json': () => ({
      issue_statuses: world.statuses.map(({ id, name, isClosed }) => ({ id, name, is_closed: isClosed })),
    }),
    '/enumerations/issue_priorities.json': () => ({
      issue_priorities: world.priorities.map(({ id, name }) => ({
        id,
        name,
        is_default: id === 2,
        active: true,
      })),
    }),
    '/trackers.json': () => ({ trackers: world.trackers }),
    '/projects.json': (user) => projectsFor(world, user),
  };
  for (const [path, answer] of Object.entries(answers)) app.get(path, as(answer));
  app.get(
    '/projects/:id.json',
    as((user, request, reply) => oneProject(world, user, request, reply)),
  );
  app.get(
    '/users/:id.json',
    as((_user, request, reply) => onePerson(world, request, reply)),
  );
  app.get(
    '/issues.atom',
    as((_user, request, reply) => emptyFeed(desk, request, reply)),
  );
};

const projectsFor = (world: World, user: User) => {
  const projects = world.projects
    .filter((project) => sees(user, project))
    .map((project) => projectJson(world, project));
  return { projects, total_count: projects.length, offset: 0, limit: 100 };
};

const onePerson = (world: World, request: FastifyRequest, reply: FastifyReply): unknown => {
  const person = byId(world.users, (request.params as { id: string }).id);
  return person ? { user: userJson(world, person) } : reply.code(404).send();
};

const oneProject = (world: World, user: User, request: FastifyRequest, reply: FastifyReply): unknown => {
  const { id } = request.params as { id: string };
  const project = world.projects.find((one) => String(one.id) === id || one.identifier === id);
  if (!project) return reply.code(404).send();
  return sees(user, project) ? { project: projectJson(world, project) } : reply.code(403).send();
};

/** Only the feed of the empty list: its `updated` is the server's clock. */
const emptyFeed = ({ now }: Desk, request: FastifyRequest, reply: FastifyReply): unknown => {
  if ((request.query as Params).issue_id !== '0') return reply.code(404).send();
  const time = new Date(now()).toISOString().slice(0, 19);
  const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Redmine</title><updated>${time}+00:00</updated></feed>`;
  return reply.type('application/atom+xml; charset=utf-8').send(feed);
};

const userJson = (world: World, user: User) => ({
  id: user.id,
  login: user.login,
  admin: user.isAdmin,
  firstname: user.firstname,
  lastname: user.lastname,
  name: nameOf(user),
  memberships: world.projects
    .filter(({ members }) => members.includes(user.id))
    .map((project, index) => ({
      id: index + 1,
      project: { id: project.id, name: project.name },
      roles: [{ id: 1, name: 'Integration' }],
    })),
});

const projectJson = (world: World, { id, name, identifier }: Project) => ({
  id,
  name,
  identifier,
  trackers: world.trackers,
  issue_custom_fields: world.fields,
  enabled_modules: [{ id: 1, name: 'issue_tracking' }],
});
