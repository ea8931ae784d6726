import { eventually } from '../systems/eventually';
import type { Reconciliation } from '../../store/reconciliations';
import { deskPerson } from './desk-person';
import { frontPerson } from './front-person';
import { startRealWorld } from './real-world';
import { taskPerson } from './task-person';
import type { World } from './world';

jest.setTimeout(240_000);

describe('reconciliation between real systems that nobody listens to', () => {
  let world: World;
  let front: ReturnType<typeof frontPerson>;
  let olga: ReturnType<typeof deskPerson>;
  let executor: ReturnType<typeof taskPerson>;
  const numbers: string[] = [];

  beforeAll(async () => {
    world = await startRealWorld({ hooks: false, polls: false });
    front = frontPerson(world.stack.api);
    olga = deskPerson(world.rt.asAgent('olga'));
    executor = taskPerson(world.redmine.asExecutor(), world.redmine);
    for (const priority of ['low', 'urgent'])
      numbers.push(
        await front.register(`Сверка  ${priority} 🙂 & <b>`, { priority, description: 'Раз\r\n\r\nДва ' }),
      );
    const [first, second] = numbers as [string, string];
    await front.say(first, 'public', 'Здравствуйте!\n\n> цитата');
    await front.say(first, 'internal', 'Только для своих');
    await world.stack.api.upload(`/tickets/${first}/attachments`, {
      name: 'снимок.txt',
      bytes: Buffer.from('файл'),
      type: 'text/plain',
    });
    await front.set(second, { status: 'closed', description: 'Другой текст' });
    await Promise.all(numbers.map((number) => front.synced(number, 60)));
  }, 240_000);
  afterAll(() => world?.stop());

  const reconcile = async (repair: boolean): Promise<Reconciliation> => {
    const { api } = world.stack;
    const { id } = (await api<{ id: string }>('POST', '/sync/reconcile', { repair })).json;
    return eventually(
      'the reconciliation ends',
      async () => {
        const { json } = await api<Reconciliation>('GET', `/sync/reconcile/${id}`);
        return json.state === 'running' ? undefined : json;
      },
      60,
    );
  };

  it('finds nothing where everything is the same, whatever the systems do to texts', async () => {
    const whole = await reconcile(true);
    expect(whole).toMatchObject({ state: 'done', drift: [] });
    // What was in the desk before us is taken over, and looked at as well.
    expect(whole.checked).toBeGreaterThanOrEqual(4);
    expect(whole.checked).toBe(whole.total);
  });

  it('finds and repairs what was missed, on both sides', async () => {
    const [first, second] = numbers as [string, string];
    const [record, task] = [
      await front.recordOf(first, 'helpdesk'),
      await front.recordOf(first, 'executors'),
    ];
    await olga.set(record, { Status: 'stalled' });
    await olga.say(record, 'public', 'Ждём клиента');
    await executor.set(task, { subject: 'Переименовано исполнителем' });
    await world.stack.db.query(`update tickets set priority = 'high' where number = $1`, [second]);

    const found = ({ drift }: Reconciliation) =>
      drift
        .map(({ ticket, system, field, kind }) => `${numbers.indexOf(ticket)} ${system} ${field} ${kind}`)
        .sort();
    const expected = [
      '0 executors title edited',
      '0 helpdesk comment edited',
      '0 helpdesk status edited',
      '1 executors priority debt',
      '1 helpdesk priority debt',
    ];
    expect(found(await reconcile(false))).toEqual(expected);
    const repaired = await reconcile(true);
    expect(found(repaired)).toEqual(expected);
    expect(repaired.repaired).toBe(5);
    for (const number of numbers) await front.synced(number, 60);
    expect(await front.see(first)).toMatchObject({
      title: 'Переименовано исполнителем',
      status: 'waiting_customer',
    });
    expect((await executor.see(task)).status).toBe('Feedback');
    expect((await front.texts(first)).map(({ body }) => body)).toContain('Ждём клиента');
    expect((await olga.see(await front.recordOf(second, 'helpdesk'))).priority).toBe('80');
    expect(await reconcile(true)).toMatchObject({ state: 'done', drift: [], repaired: 0 });
  });
});
