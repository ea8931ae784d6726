import { startDemoRedmine } from '../../demo/redmine/start';
import { connectorContract } from './contract';
import { redmineFixture } from './redmine-fixture';
import type { RedmineServer } from './redmine-fixture';

const demoServer = async (): Promise<RedmineServer> => {
  const demo = await startDemoRedmine();
  const { url, apiKey, executorKey, adminKey, stop } = demo;
  const of = (identifier: string) =>
    demo.world.projects.find((project) => project.identifier === identifier)?.id ?? 0;
  return {
    url,
    apiKey,
    executorKey,
    adminKey,
    stop,
    project: 'it-executors',
    trackerId: demo.world.trackers.find(({ name }) => name === 'Incident')?.id ?? 0,
    keyFieldId: demo.world.fields[0]?.id ?? 0,
    staff: [
      { ref: '6', name: 'Иван Исполнитель' },
      { ref: '7', name: 'Ольга Исполнитель' },
    ],
    elsewhere: of('warehouse'),
    outOfSight: of('security'),
  };
};

connectorContract('demo redmine, every public note for the customer', async () =>
  redmineFixture(await demoServer(), 'all'),
);
connectorContract('demo redmine, marked notes for the customer', async () =>
  redmineFixture(await demoServer(), 'marked'),
);
