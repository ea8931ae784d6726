import { deskPerson } from '../desk-person';
import type { Scene } from './scene';

/** The requester answers where he always did. */
export const answers = (scene: () => Scene): void => {
  it('a public answer of the requester in the desk ends the waiting for him everywhere', async () => {
    const { world, front, everywhere, agree } = scene();
    const where = await everywhere('Ждём заявителя', {
      requester: { name: 'Anna Client', email: 'anna@olddesk.example' },
    });
    await front.set(where.number, { status: 'waiting_customer' });
    await agree(where, 'waiting_customer', 'stalled', 'Feedback');
    await deskPerson(world.rt.asAgent('anna')).say(where.desk, 'public', 'вот номер: 42');
    await agree(where, 'in_progress', 'open', 'In Progress');
    expect(await front.texts(where.number)).toMatchObject([{ visibility: 'public', body: 'вот номер: 42' }]);
  });

  it('what a colleague says in public while we wait for the requester changes no status', async () => {
    const { front, olga, everywhere, agree } = scene();
    const where = await everywhere('Ждём дальше');
    await front.set(where.number, { status: 'waiting_customer' });
    await agree(where, 'waiting_customer', 'stalled', 'Feedback');
    await front.say(where.number, 'public', 'мы ещё ждём');
    await olga.say(where.desk, 'internal', 'молчит');
    await front.synced(where.number);
    await agree(where, 'waiting_customer', 'stalled', 'Feedback');
  });
};
