import { eventually } from '../../systems/eventually';
import type { Client } from '../client';
import type { StartWorld } from '../world';
import { setScene, type Scene, type Where } from './scene';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const week = Object.fromEntries(days.map((day) => [day, [['00:00', '24:00']]]));

interface Run {
  readonly state: string;
  readonly drift: readonly { readonly field: string; readonly repaired: boolean }[];
}

interface Named {
  readonly name: string;
  readonly value?: string | null;
  readonly values?: readonly string[];
}

/** The other systems show the contract of a ticket and both deadlines, and nobody but the front has a say in that. */
export const contractShown = (name: string, start: StartWorld): void =>
  describe(`${name}: contract and deadlines on the records`, () => {
    const scene = setScene(() => start());
    let where: Where;
    beforeAll(async () => {
      await agree(scene());
      where = await scene().everywhere('По договору', { contract: 'Д-7', priority: 'high' });
    });

    it('stand in both systems as soon as the records are made', async () => {
      const due = await deadlines(scene(), where.number);
      expect(await deskShows(scene(), where.desk)).toEqual({ contract: 'Д-7', ...due });
      expect(await taskShows(scene(), where.task)).toEqual({ contract: 'Д-7', ...due });
    });

    it('are set back by a reconciliation where somebody wrote over them', async () => {
      const { world, olga, front } = scene();
      await olga.set(where.desk, { CustomFields: { 'Service contract': 'Другой' } });
      // A record that a hook has just told of is left to its reader by the first round.
      await eventually('a reconciliation finds it', async () => {
        const { drift } = await reconciled(world.stack.api);
        return drift.some(({ field, repaired }) => field === 'contract' && repaired) || undefined;
      });
      await eventually(
        'the contract is set back',
        async () => (await deskShows(scene(), where.desk)).contract === 'Д-7' || undefined,
      );
      await front.synced(where.number);
      expect(await front.problems()).toEqual([]);
    });

    it('say paused while the customer is waited for, once the last change is a minute old', async () => {
      const { world, front } = scene();
      await world.stack.db.query(`update tickets set sla_shown_at = sla_shown_at - interval '1 minute'`);
      await world.stack.api('PATCH', `/tickets/${where.number}`, { status: 'waiting_customer' });
      await front.synced(where.number);
      await eventually('both say so', async () => {
        const both = [await deskShows(scene(), where.desk), await taskShows(scene(), where.task)];
        return both.every(({ resolution }) => resolution === 'paused') || undefined;
      });
    });
  });

const reconciled = async (api: Client): Promise<Run> => {
  const { id } = (await api<{ id: string }>('POST', '/sync/reconcile', { repair: true })).json;
  return eventually('the reconciliation ends', async () => {
    const { json } = await api<Run>('GET', `/sync/reconcile/${id}`);
    return json.state === 'done' ? json : undefined;
  });
};

/** An organisation with a contract for every ticket of high priority, day and night. */
export const agree = async ({ world }: Scene, number = 'Д-7'): Promise<void> => {
  const post = async (path: string, body: object) => {
    const { status, json } = await world.stack.api('POST', path, body);
    if (status !== 201) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`);
  };
  await post('/calendars', { name: `Always of ${number}`, timeZone: 'Europe/Moscow', week });
  await post('/organisations', { name: `Ромашка ${number}` });
  await post('/contracts', {
    number,
    organisation: `Ромашка ${number}`,
    services: [],
    calendar: `Always of ${number}`,
    startsOn: '2020-01-01',
    endsOn: '2099-12-31',
    targets: [{ priority: 'high', reactionMinutes: 60, resolutionMinutes: 480 }],
    pauseOn: ['waiting_customer'],
  });
};

/** In the contract's zone, which has been three hours ahead of UTC all year since 2014. */
const deadlines = async ({ world }: Scene, number: string) => {
  const { json } = await world.stack.api<{ reaction: { due: string }; resolution: { due: string } }>(
    'GET',
    `/tickets/${number}/sla`,
  );
  const said = (due: string) =>
    `${new Date(Date.parse(due) + 10_800_000).toISOString().slice(0, 16).replace('T', ' ')} Europe/Moscow`;
  return { reaction: said(json.reaction.due), resolution: said(json.resolution.due) };
};

const deskShows = async ({ world }: Scene, id: string) => {
  const { json } = await world.rt.asAgent('olga')<{ CustomFields: Named[] }>('GET', `/ticket/${id}`);
  return shownIn(json.CustomFields);
};

const taskShows = async ({ world }: Scene, id: string) => {
  const { json } = await world.redmine.asExecutor()<{ issue: { custom_fields: Named[] } }>(
    'GET',
    `/issues/${id}.json`,
  );
  return shownIn(json.issue.custom_fields);
};

const shownIn = (fields: readonly Named[]) => {
  const of = (wanted: string) => {
    const field = fields.find(({ name }) => name === wanted);
    return field?.values?.[0] ?? field?.value ?? '';
  };
  return { contract: of('Service contract'), reaction: of('Reaction due'), resolution: of('Resolution due') };
};
