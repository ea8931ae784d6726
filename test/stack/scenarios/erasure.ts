import { eventually } from '../../systems/eventually';
import type { Scene, Where } from './scene';

const name = 'Пётр Уходящий';
const email = 'petr@uhodit.example';
const traces = /Пётр Уходящий|petr@uhodit|123-45-68|4951234568/;

interface Progress {
  readonly over: boolean;
  readonly systems: readonly { readonly system: string; readonly records: number; readonly done: number }[];
}

/** A person who is made anonymous in the front is taken out of the desk and the tracker, and none of it comes back as an edit. */
export const erasure = (scene: () => Scene): void =>
  describe('a person who was made anonymous', () => {
    let where: Where;
    let contact: string;
    const record = async (path: string) =>
      (await scene().world.redmine.asAdmin()<{ issue: unknown }>('GET', path)).json.issue;
    const requestors = async () => {
      const { json } = await scene().world.rt.asAgent('olga')<{ Requestor: readonly { id: string }[] }>(
        'GET',
        `/ticket/${where.desk}`,
      );
      return json.Requestor.map(({ id }) => id);
    };

    it('is no requester of the desk’s ticket any more, and stands in no footer, field or note of the task', async () => {
      const { world, front, everywhere, ivan } = scene();
      const { api } = world.stack;
      where = await everywhere('Уходит', { requester: { name, email, phone: '+74951234568' } });
      contact = (await api<{ requester: { id: string } }>('GET', `/tickets/${where.number}`)).json.requester
        .id;
      await front.say(where.number, 'public', `${name} просит перезвонить: 8 (495) 123-45-68`);
      await ivan.say(where.task, 'internal', `Звонил, ${email} не отвечает`);
      await eventually(
        'the front has both',
        async () => (await front.texts(where.number)).length === 2 || undefined,
      );
      await front.synced(where.number);
      expect(await requestors()).toEqual([email]);
      expect(JSON.stringify(await record(`/issues/${where.task}.json?include=journals`))).toMatch(traces);
      expect((await api('POST', `/contacts/${contact}/anonymise`)).status).toBe(200);
      const { systems } = await eventually('it is over', async () => {
        const { json } = await api<Progress>('GET', `/contacts/${contact}/anonymise`);
        return json.over ? json : undefined;
      });
      expect(systems).toMatchObject([
        { system: 'executors', records: 1, done: 1 },
        { system: 'helpdesk', records: 1, done: 1 },
      ]);
      await front.synced(where.number);
      expect(await requestors()).toEqual([expect.stringMatching(/^anonymised-\d+/)]);
      const { description, custom_fields, journals } = (await record(
        `/issues/${where.task}.json?include=journals`,
      )) as { description: string; custom_fields: unknown; journals: readonly { notes: string }[] };
      expect(description).toContain(`Sagadesk requester: Anonymous ${contact}`);
      const says = [description, JSON.stringify(custom_fields), ...journals.map(({ notes }) => notes)].join(
        '\n',
      );
      expect(says).not.toMatch(traces);
      expect(says).toContain(`Anonymous ${contact} просит перезвонить`);
    });

    it('comes back by no hook and no reading: the front holds what it held, without a problem', async () => {
      const { world, front, ivan } = scene();
      const { version } = await front.see(where.number);
      await ivan.say(where.task, 'internal', 'после обезличивания');
      const texts = await eventually('a later note', async () => {
        const found = await front.texts(where.number);
        return found.some(({ body }) => body === 'после обезличивания') ? found : undefined;
      });
      // Systems tell whole seconds: the order is not said by their times.
      expect(texts.map(({ visibility, hidden }) => (hidden ? 'hidden' : visibility)).sort()).toEqual([
        'internal',
        'internal',
        'public',
      ]);
      expect(JSON.stringify(texts)).not.toMatch(traces);
      await front.synced(where.number);
      expect((await front.see(where.number)).version - version).toBeLessThanOrEqual(1);
      const { rows } = await world.stack.db.query(
        `select kind, field from changes where state = 'applied' and kind = 'comment-edited' and ticket_id = (select id from tickets where number = $1)`,
        [where.number],
      );
      expect(rows).toEqual([]);
      expect(await front.problems()).toEqual([]);
      const { rows: kept } = await world.stack.db.query('select known from erasures where contact_id = $1', [
        contact,
      ]);
      expect(kept).toEqual([{ known: null }]);
    });
  });
