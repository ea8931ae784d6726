import { tracker } from './requests';
import type { TamperedScene } from './tampered-scene';

/** What a system will not do, or a person takes back. */
export const refusals = (scene: () => TamperedScene): void => {
  it('a create that the tracker refuses leaves the ticket partial, with a problem that a person retries', async () => {
    const { world, front, olga, admin, title, toTracker } = scene();
    toTracker.answer(
      tracker.create,
      422,
      { 'content-type': 'application/json' },
      '{"errors":["Assignee is invalid"]}',
    );
    const number = await front.register(title('Отказ'));
    await front.comesTo(number, 'partial');
    expect(await olga.find(number)).toHaveLength(1);
    toTracker.clear();
    const { json } = await world.stack.api<{ items: { id: string; ticket?: string }[] }>(
      'GET',
      '/sync/problems',
    );
    const problem = json.items.find(({ ticket }) => ticket === number)!;
    await world.stack.api('POST', `/sync/problems/${problem.id}/retry`);
    await front.synced(number);
    expect(await admin.find(number)).toHaveLength(1);
  });

  it('a registration undone within its minute is cancelled everywhere, with a note, and deletes nothing', async () => {
    const { world, front, olga, admin, everywhere } = scene();
    const where = await everywhere('Отмена');
    const { status, json } = await world.stack.api<{ status: string }>(
      'POST',
      `/tickets/${where.number}/undo`,
    );
    expect([status, json.status]).toEqual([200, 'cancelled']);
    await front.synced(where.number);
    expect([(await olga.see(where.desk)).status, (await admin.see(where.task)).status]).toEqual([
      'rejected',
      'Rejected',
    ]);
    expect((await olga.texts(where.desk)).map(({ visibility }) => visibility)).toEqual(['internal']);
  });
};
