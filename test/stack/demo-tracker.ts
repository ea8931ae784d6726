import { startDemoRedmine } from '../../demo/redmine/start';
import type { Status, World } from '../../demo/redmine/world';
import { personAt } from '../systems/person';
import type { WorldTracker } from './world';

/** A demo tracker, in memory; what is changed in its `world` leaves no trace in any history. */
export const demoTracker = async (clockOffsetMs = 0): Promise<WorldTracker & { readonly world: World }> => {
  const { url, apiKey, executorKey, adminKey, world, pointHook, stop } = await startDemoRedmine({
    clockOffsetMs,
  });
  const project = world.projects[0]!;
  const as = (key: string) => personAt(url, { 'x-redmine-api-key': key });
  return {
    world,
    url,
    apiKey,
    executorKey,
    project: project.identifier,
    projectId: project.id,
    trackerId: idsByName(world.trackers).incident!,
    customFields: { externalKey: world.fields[0]!.id },
    statuses: idsByName(world.statuses),
    priorities: idsByName(world.priorities),
    async setWebhook(to, secret = '') {
      pointHook(to === '' ? undefined : { url: to, secret });
    },
    asExecutor: () => as(executorKey),
    asAdmin: () => as(adminKey),
    asSync: () => as(apiKey),
    secondProject: async () => world.projects[1]!.identifier,
    addStatus(name) {
      const id = world.statuses.length + 1;
      (world.statuses as Status[]).push({ id, name, isClosed: false });
      return id;
    },
    down: stop,
  };
};

const idsByName = (words: readonly { readonly id: number; readonly name: string }[]) =>
  Object.fromEntries(words.map(({ id, name }) => [name.toLowerCase().replace(/ /g, '_'), id]));
