import { Type } from 'typebox';
import type { Static } from 'typebox';
import { reason } from '../../domain/reason';
import { ConnectorFailure } from '../failure';
import { ProjectAnswer } from './answers';
import type { RedmineClient } from './client';
import { sameName } from './text';

type Project = Static<typeof ProjectAnswer>['project'];

const ProjectsAnswer = Type.Object({
  projects: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String(), identifier: Type.String() })),
  total_count: Type.Integer(),
});

const query = { include: 'trackers,issue_custom_fields,enabled_modules' };

/** The project by its identifier, number or name. Throws `refused` when our account sees none. */
export const findProject = async (client: RedmineClient, wanted: string): Promise<Project> => {
  const direct = await client.find(`/projects/${encodeURIComponent(wanted)}.json`, ProjectAnswer, query);
  if (typeof direct !== 'string') return direct.project;
  const id = await idByName(client, wanted);
  if (id !== undefined) return (await client.get(`/projects/${id}.json`, ProjectAnswer, query)).project;
  const why = reason(direct === 'hidden' ? 'projectNotSeen' : 'noProject', { project: wanted });
  throw new ConnectorFailure('refused', 'answered', why, { field: 'project' });
};

const idByName = async (client: RedmineClient, wanted: string): Promise<number | undefined> => {
  for (let offset = 0; ; offset += 100) {
    const page = await client.get('/projects.json', ProjectsAnswer, { limit: 100, offset });
    const found = page.projects.find((one) => sameName(one.identifier, wanted) || sameName(one.name, wanted));
    if (found || offset + 100 >= page.total_count) return found?.id;
  }
};
