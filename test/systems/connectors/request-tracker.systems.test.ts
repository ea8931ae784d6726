import { connectorContract } from '../../connectors/contract';
import { deskFixture } from '../../connectors/request-tracker/fixture';
import { startRequestTracker } from '../request-tracker';

connectorContract('the connector of Request Tracker, on a real one,', async () => {
  const desk = await startRequestTracker();
  const basic = Buffer.from(`olga:${desk.agentPassword}`).toString('base64');
  const staff = [
    { ref: 'pavel', name: 'Pavel Agent' },
    { ref: 'olga', name: 'Olga Agent' },
  ] as const;
  const people = { person: `Basic ${basic}`, ourAccount: `token ${desk.token}`, staff };
  return deskFixture(desk.url, desk.token, people, desk.down);
});
