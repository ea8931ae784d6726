import { randomBytes } from 'node:crypto';
import { realWorldOn } from './real-world';
import { vanishedRecords, type HideTask } from './scenarios/vanished-records';

jest.setTimeout(240_000);

/** The task is moved to a project in which our account is no member. */
const hideInPrivateProject: HideTask = async ({ world: { redmine } }, where) => {
  const identifier = `secret-${randomBytes(4).toString('hex')}`;
  const admin = redmine.asAdmin();
  const move = async (project: string) => {
    const { status } = await admin('PUT', `/issues/${where.task}.json`, { issue: { project_id: project } });
    if (status !== 204) throw new Error(`the tracker answered ${status}`);
  };
  const { status } = await admin('POST', '/projects.json', {
    project: {
      name: identifier,
      identifier,
      is_public: false,
      tracker_ids: [redmine.trackerId],
      issue_custom_field_ids: [redmine.customFields.externalKey],
    },
  });
  if (status !== 201) throw new Error(`the tracker answered ${status}`);
  await move(identifier);
  return () => move(redmine.project);
};

// SQLite gives a deleted issue's id to the next one.
vanishedRecords(
  'three real systems, Redmine on PostgreSQL, whose records vanish',
  realWorldOn('pgsql'),
  hideInPrivateProject,
);
