import fc from 'fast-check';
import type { Connector } from '../../connectors/port';
import { createConnector } from '../../connectors/registry';
import { syncRules } from '../../connectors/sync-rules';
import type { Visibility } from '../../domain/ticket';
import { storeBlob } from '../../store/blobs';
import { deskConfig, trackerConfig } from '../stack/configs';
import { demoDesk } from '../stack/demo-desk';
import { demoTracker } from '../stack/demo-tracker';
import { deskPerson } from '../stack/desk-person';
import { taskPerson } from '../stack/task-person';
import { openHouse, operator, type House } from '../store/house';
import { smallHouse, type SmallHouse } from './small-house';

jest.setTimeout(180_000);

type Place = 'front' | 'desk' | 'tracker';
type Step =
  | { readonly do: 'say'; readonly where: Place; readonly as: Visibility; readonly marked: boolean }
  | { readonly do: 'attach'; readonly where: 'front' | 'desk' | 'tracker'; readonly as: Visibility }
  | { readonly do: 'close'; readonly as: Visibility }
  | { readonly do: 'edit' | 'hide' | 'publish'; readonly note: number }
  /** Redmine stores our next private note as a public one, and says 204: our account lost that right. */
  | { readonly do: 'lose-right' };

const places = fc.constantFrom<Place[]>('front', 'desk', 'tracker');
const visibilities = fc.constantFrom<Visibility[]>('internal', 'internal', 'public');
const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('say' as const),
        where: places,
        as: visibilities,
        marked: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('attach' as const), where: places, as: visibilities }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), as: visibilities }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constantFrom('edit' as const, 'hide' as const, 'publish' as const),
        note: fc.nat(5),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('lose-right' as const) }) },
  ),
  { minLength: 2, maxLength: 6 },
);

/** Something that was said or attached; what it may be now, by the hand of whoever said it. */
interface Word {
  readonly text: string;
  readonly from: Place;
  now: Visibility;
  /** Once public, some systems cannot take it back; a person has been told. */
  wasPublic: boolean;
  /** A person made the tracker's copy public by hand. */
  published: boolean;
}

describe.each(['none', 'marked', 'all'] as const)('with publicComments: %s', (mode) => {
  let house: House;
  let small: SmallHouse;
  let rt: Awaited<ReturnType<typeof demoDesk>>;
  let redmine: Awaited<ReturnType<typeof demoTracker>>;
  const connectors: Connector[] = [];
  let losesRight = false;
  let words: Word[] = [];
  let said = 0;

  beforeAll(async () => {
    [rt, redmine] = await Promise.all([demoDesk(), demoTracker()]);
    const systems = [deskConfig(rt), { ...trackerConfig(redmine), publicComments: mode }] as const;
    const made = systems.map((config) => ({ config, connector: createConnector(config) }));
    connectors.push(...made.map(({ connector }) => connector));
    const routes = [{ service: '*', to: ['executors'] }];
    const sync = {
      tieOrder: ['helpdesk', 'executors', 'front'],
      from: 'open',
      trackersThatRegister: [],
      owners: {},
    };
    const rules = syncRules(
      { systems, routes, sync } as Parameters<typeof syncRules>[0],
      ({ name }) => made.find(({ config }) => config.name === name)!.connector.capabilities,
    );
    house = await openHouse(rules);
    const [desk, tracker] = made;
    small = smallHouse(house, [desk!, { ...tracker!, connector: forgetful(tracker!.connector) }]);
  });
  afterAll(async () => {
    for (const connector of connectors) await connector.close();
    await Promise.all([rt.down(), redmine.down(), house.close()]);
  });

  const issue = (id: string) => redmine.world.issues.find((one) => String(one.id) === id)!;

  const forgetful = (connector: Connector): Connector => ({
    ...connector,
    comment: async (id, comment) => {
      await connector.comment(id, comment);
      if (!losesRight) return;
      losesRight = false;
      Object.assign(issue(id).journals.at(-1)!, { isPrivate: false });
    },
  });

  const word = (from: Place, as: Visibility, kind = 'слово'): Word => {
    const made = {
      text: `${kind}-${(said += 1)}-${mode}`,
      from,
      now: as,
      wasPublic: as === 'public',
      published: false,
    };
    words.push(made);
    return made;
  };

  /** What the tracker's plain notes mean is a matter of the mode. */
  const meantAs = (as: Visibility, marked: boolean, closes = false): Visibility =>
    as === 'public' && (mode === 'all' || (mode === 'marked' && (marked || closes))) ? 'public' : 'internal';

  const act = async (step: Step, ticketId: number, desk: string, task: string): Promise<void> => {
    const [olga, ivan] = [deskPerson(rt.asAgent('olga')), taskPerson(redmine.asExecutor(), redmine)];
    const admin = taskPerson(redmine.asAdmin(), redmine);
    if (step.do === 'lose-right') return void (losesRight = true);
    if (step.do === 'close') {
      if (issue(task).statusId === redmine.statuses.closed) return;
      await admin.set(task, { status_id: redmine.statuses.resolved });
      const { text } = word('tracker', meantAs(step.as, false, true));
      return admin.set(task, {
        status_id: redmine.statuses.closed,
        notes: text,
        private_notes: step.as === 'internal',
      });
    }
    if (step.do === 'say') {
      const mark = step.marked ? '@client ' : '';
      if (step.where === 'tracker')
        return ivan.say(task, step.as, mark + word('tracker', meantAs(step.as, step.marked)).text);
      const { text } = word(step.where, step.as);
      if (step.where === 'desk') return olga.say(desk, step.as, mark + text);
      const comment = { body: mark + text, visibility: step.as, commentAuthorIsRequester: false };
      return void (await house.tx((tx) => house.commands.comment(tx, ticketId, comment, operator)));
    }
    if (step.do === 'attach') return attach(step.where, step.as, ticketId, desk, task);
    const { journals } = await admin.see(task);
    const notes = journals.filter(({ notes: text }) => text);
    const note = notes[step.note % Math.max(1, notes.length)];
    const about = note && words.find(({ text }) => note.notes.includes(text));
    if (!about) return;
    if (step.do === 'edit') return admin.editNote(task, note.notes, { notes: `${note.notes} правка` });
    if (step.do === 'hide') {
      if (about.from === 'tracker') about.now = 'internal';
      return admin.editNote(task, note.notes, { private_notes: true });
    }
    about.published = true;
    if (about.from === 'tracker') [about.now, about.wasPublic] = ['public', true];
    return admin.editNote(task, note.notes, { private_notes: false });
  };

  const attach = async (
    where: Place,
    as: Visibility,
    ticketId: number,
    desk: string,
    task: string,
  ): Promise<void> => {
    const bytes = Buffer.from(`bytes ${said}`);
    if (where === 'tracker')
      return taskPerson(redmine.asExecutor(), redmine).attach(
        task,
        word('tracker', 'internal', 'file').text,
        bytes,
      );
    const { text: filename } = word(where, as, 'file');
    if (where === 'desk')
      return deskPerson(rt.asAgent('olga')).say(desk, as, `с файлом`, [
        {
          FileName: filename,
          FileType: 'application/octet-stream',
          FileContent: bytes.toString('base64'),
        },
      ]);
    await house.tx(async (tx) => {
      const { size, sha256 } = await storeBlob(tx, bytes);
      const file = { filename, mediaType: 'application/octet-stream', size, sha256, visibility: as };
      await house.commands.attach(tx, ticketId, file, operator);
    });
  };

  /** Everything that the requester, or whoever sees the public side of a system, can see. */
  const expectNoLeak = async (ticketId: number, desk: string, task: string): Promise<void> => {
    const inFront = await house.rows<{ text: string }>(
      `select body as text from comments where ticket_id = $1 and visibility = 'public' and not hidden
       union all select filename from attachments where ticket_id = $1 and visibility = 'public' and not hidden`,
      [ticketId],
    );
    const inDesk = (await deskPerson(rt.asAgent('olga')).texts(desk)).filter(
      ({ visibility }) => visibility === 'public',
    );
    const inTracker = issue(task).journals.filter(({ isPrivate }) => !isPrivate);
    const leaks = words
      .filter(({ now }) => now === 'internal')
      .flatMap(({ text, from, wasPublic, published }) => [
        ...(inFront.some((one) => one.text.includes(text)) ? [`front: ${text}`] : []),
        ...(!wasPublic && inDesk.some((one) => [one.text, ...one.files].join().includes(text))
          ? [`desk: ${text}`]
          : []),
        ...(from !== 'tracker' && !published && inTracker.some(({ notes }) => notes.includes(text))
          ? [`tracker: ${text}`]
          : []),
      ]);
    expect(leaks).toEqual([]);
  };

  it('what is internal is public in none of the three, whatever happens to it', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        [words, losesRight] = [[], false];
        const { id, number } = await house.register({ title: `Тайны ${mode} ${said}` });
        await small.settle(number);
        const [desk, task] = [
          await small.recordOf(number, 'helpdesk'),
          await small.recordOf(number, 'executors'),
        ];
        for (const step of all) {
          await act(step, id, desk, task);
          await small.hear(number);
          await small.settle(number);
          await expectNoLeak(id, desk, task);
        }
      }),
      { numRuns: 12, seed: 20261123 },
    );
  });
});
