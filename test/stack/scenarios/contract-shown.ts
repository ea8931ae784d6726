import { eventually } from '../../systems/eventually';
import { shownNames } from '../../words';
import type { Client } from '../client';
import type { StartWorld } from '../world';
import { agree, member, targets } from './agreement';
import { erasure } from './erasure';
import { insideClocks } from './inside-clocks';
import { cabling, rerouting } from './rerouting';
import { setScene, type Scene, type Where } from './scene';

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
    const scene = setScene(() => start({ builders: { service: cabling } }));
    let where: Where;
    let service: string;
    const parties = {
      service: 'Рабочие места Д-7',
      organisation: 'Ромашка Д-7',
      contact: 'Анна Договорная, member@romashka-7.example, +74951230007',
    };
    const both = async (of: Where) => [await deskShows(scene(), of.desk), await taskShows(scene(), of.task)];
    const bothShow = (what: string, wanted: Partial<Shown>, of = where) =>
      eventually(what, async () => {
        const shown = await both(of);
        return (
          shown.every((one) => JSON.stringify({ ...one, ...wanted }) === JSON.stringify(one)) || undefined
        );
      });
    /** What records show changes once a minute: as if the last change were older. */
    const minuteLater = () =>
      scene().world.stack.db.query(`update tickets set sla_shown_at = sla_shown_at - interval '1 minute'`);

    beforeAll(async () => {
      const { world, everywhere } = scene();
      service = (await world.stack.api<{ id: string }>('POST', '/services', { name: parties.service })).json
        .id;
      await agree(scene(), 'Д-7', {
        reactionMinutes: 60,
        resolutionMinutes: 480,
        services: [parties.service],
      });
      const { name: requester, email, phone } = await member(scene());
      where = await everywhere('По договору', {
        contract: 'Д-7',
        service: parties.service,
        priority: 'high',
        requester: { name: requester, email, phone },
      });
    });

    it('stand in both systems as soon as the records are made, with service, organisation and requester', async () => {
      const due = await deadlines(scene(), where.number);
      expect(await both(where)).toEqual([
        { contract: 'Д-7', ...due, ...parties },
        { contract: 'Д-7', ...due, ...parties },
      ]);
    });

    it('follow another contract of the ticket, an edit of the contract, and edits of service and requester', async () => {
      const { world, front } = scene();
      const { api } = world.stack;
      await agree(scene(), 'Д-8', {
        reactionMinutes: 30,
        resolutionMinutes: 240,
        services: [parties.service],
      });
      await minuteLater();
      await front.set(where.number, { contract: 'Д-8' });
      await front.synced(where.number);
      await bothShow('the other contract', { contract: 'Д-8', ...(await deadlines(scene(), where.number)) });
      await minuteLater();
      const edited = { targets: targets(45, 300) };
      expect((await api('PATCH', `/contracts/${encodeURIComponent('Д-8')}`, edited)).status).toBe(200);
      await eventually('the edited contract', async () => {
        const { json } = await api<{ reaction: { businessMinutesTarget: number } }>(
          'GET',
          `/tickets/${where.number}/sla`,
        );
        return json.reaction.businessMinutesTarget === 45 || undefined;
      });
      await bothShow('its deadlines', await deadlines(scene(), where.number));
      await minuteLater();
      expect((await api('PATCH', `/services/${service}`, { name: '1С и зарплата' })).status).toBe(200);
      await bothShow('the other name', { ...parties, service: '1С и зарплата' });
      await minuteLater();
      await front.set(where.number, { contract: 'Д-7' });
      await front.synced(where.number);
      await bothShow('the first contract again', { contract: 'Д-7' });
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

    it('follow the requester: another person of another organisation, his new name and organisation, and whom the desk calls the requester then', async () => {
      const { world, front, olga, everywhere } = scene();
      for (const [n, number] of ['Д-10', 'Д-11', 'Д-12'].entries())
        await agree(scene(), number, { reactionMinutes: 20 * (n + 1), resolutionMinutes: 90 });
      const { id, name, email, phone } = await member(scene(), 'Пётр Десятый', 'Ромашка Д-10');
      const of = await everywhere('Чей договор?', { priority: 'high' });
      const bothFollow = async (what: string, wanted: Partial<Shown>) =>
        bothShow(what, { ...wanted, ...(await deadlines(scene(), of.number)) }, of);
      const uncovered = { contract: '', reaction: '', resolution: '', organisation: '' };
      await bothShow('nobody knows of whom she is', uncovered, of);
      await minuteLater();
      await front.set(of.number, { requester: { name, email, phone } });
      await front.synced(of.number);
      const contact = `${name}, ${email}, ${phone}`;
      await bothFollow('his contract', { contract: 'Д-10', organisation: 'Ромашка Д-10', contact });
      await minuteLater();
      const moved = { name: 'Пётр Одиннадцатый', organisation: 'Ромашка Д-11' };
      expect((await world.stack.api('PATCH', `/contacts/${id}`, moved)).status).toBe(200);
      await bothShow('his other contract', { contract: 'Д-11', organisation: moved.organisation }, of);
      await bothFollow('his new name', { contact: contact.replace(name, moved.name) });
      await minuteLater();
      const vera = await member(scene(), 'Вера Двенадцатая', 'Ромашка Д-12');
      await olga.set(of.desk, { Requestor: [vera.email] });
      await bothShow('her contract', { contract: 'Д-12', organisation: vera.organisation }, of);
      expect((await front.synced(of.number)).requester).toMatchObject({ name: vera.name, email: vera.email });
      expect(await front.problems()).toEqual([]);
    });

    it('say paused while the customer is waited for, once the last change is a minute old', async () => {
      const { world, front } = scene();
      await minuteLater();
      await world.stack.api('PATCH', `/tickets/${where.number}`, { status: 'waiting_customer' });
      await front.synced(where.number);
      await bothShow('both say so', { resolution: 'paused' });
    });

    insideClocks(scene);

    erasure(scene);
    rerouting(scene);
  });

const reconciled = async (api: Client): Promise<Run> => {
  const { id } = (await api<{ id: string }>('POST', '/sync/reconcile', { repair: true })).json;
  return eventually('the reconciliation ends', async () => {
    const { json } = await api<Run>('GET', `/sync/reconcile/${id}`);
    return json.state === 'done' ? json : undefined;
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

type Shown = { readonly [field in keyof typeof shownNames]: string };

const shownIn = (fields: readonly Named[]) => {
  const of = (wanted: string) => {
    const field = fields.find(({ name }) => name === wanted);
    return field?.values?.[0] ?? field?.value ?? '';
  };
  const shown = Object.entries(shownNames).map(([field, named]) => [field, of(named)]);
  return Object.fromEntries(shown) as Shown;
};
