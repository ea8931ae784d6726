import type { RedmineServer } from '../../connectors/redmine-fixture';
import { must } from '../../connectors/redmine-person';
import type { RealRedmine } from '../redmine';
import { startRedmine } from '../redmine';
import type { RedmineOptions } from '../redmine';

/** A real Redmine with two more projects: one that our account sees too, and one that it does not. */
export const realRedmine = async (
  options: RedmineOptions = {},
): Promise<RedmineServer & { real: RealRedmine }> => {
  const real = await startRedmine(options);
  const elsewhere = await project(real, 'other', [real.users.sync, real.users.executor]);
  return {
    real,
    url: real.url,
    apiKey: real.apiKey,
    executorKey: real.executorKey,
    adminKey: real.adminKey,
    project: real.project,
    trackerId: real.trackerId,
    keyFieldId: real.customFields.externalKey,
    staff: [
      { ref: String(real.users.executor), name: 'Иван Исполнитель' },
      { ref: String(real.users.executor2), name: 'Ольга Исполнитель' },
    ],
    elsewhere,
    outOfSight: await project(real, 'unseen', []),
    stop: () => real.down(),
  };
};

interface Project {
  readonly project: { readonly id: number };
}

const project = async (
  real: RealRedmine,
  identifier: string,
  members: readonly number[],
): Promise<number> => {
  const admin = real.asAdmin();
  const there = await admin<Project>('GET', `/projects/${identifier}.json`);
  if (there.status === 200) return there.json.project.id;
  const settings = {
    name: identifier,
    identifier,
    is_public: false,
    enabled_module_names: ['issue_tracking'],
    tracker_ids: Object.values(real.trackers),
    issue_custom_field_ids: [real.customFields.externalKey],
  };
  const made = await must<Project>(admin, 'POST', '/projects.json', { project: settings });
  const { roles } = await must<{ roles: { id: number; name: string }[] }>(admin, 'GET', '/roles.json');
  const roleIds = roles.filter(({ name }) => name === 'Integration').map(({ id }) => id);
  for (const user of members)
    await must(admin, 'POST', `/projects/${identifier}/memberships.json`, {
      membership: { user_id: user, role_ids: roleIds },
    });
  return made.project.id;
};
