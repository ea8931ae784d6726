import { startDemoRequestTracker } from '../../demo/request-tracker/server';
import { defaultUsers } from '../../demo/request-tracker/options';
import { connectorContract } from './contract';
import { deskFixture } from './request-tracker/fixture';

const users = defaultUsers.map((user) =>
  user.name === 'olga' ? { ...user, password: 'olga-secret' } : user,
);

connectorContract('the connector of Request Tracker, on the demo desk,', async () => {
  const desk = await startDemoRequestTracker({ users });
  const basic = Buffer.from('olga:olga-secret').toString('base64');
  const staff = [
    { ref: 'pavel', name: 'Павел Орлов' },
    { ref: 'olga', name: 'Ольга Смирнова' },
  ] as const;
  const people = { person: `Basic ${basic}`, ourAccount: `token ${desk.token}`, staff };
  return deskFixture(desk.url, desk.token, people, desk.stop);
});
