import { connectorContract } from '../../connectors/contract';
import { redmineFixture } from '../../connectors/redmine-fixture';
import type { RedmineServer } from '../../connectors/redmine-fixture';
import { realRedmine } from './redmine-server';

let server: Promise<RedmineServer> | undefined;

/** One server for both modes: it is stopped when the file ends. */
const shared = async (): Promise<RedmineServer> => {
  server ??= realRedmine();
  return { ...(await server), stop: async () => undefined };
};

afterAll(async () => (await server)?.stop());

connectorContract('redmine, every public note for the customer', async () =>
  redmineFixture(await shared(), 'all'),
);
connectorContract('redmine, marked notes for the customer', async () =>
  redmineFixture(await shared(), 'marked'),
);
