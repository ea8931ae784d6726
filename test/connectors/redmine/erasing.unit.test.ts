import type { Erasure } from '../../../connectors/port';
import { maskOf } from '../../../domain/mask';
import { issue, journal, scripted, user, type Script } from './scripted';

const person = { name: 'Анна Петрова', email: 'anna@example.test', phones: ['+74951234567'] };
const erasure = (more: Partial<Erasure> = {}): Erasure => ({
  person,
  contact: '7',
  name: 'Anonymous 7',
  mask: maskOf(person, 'Anonymous 7'),
  whole: false,
  stays: async () => undefined,
  ...more,
});

const footer = 'Sagadesk: http://front.test/t/SD-1\nSagadesk requester: ';
const note = (id: number, by: number, notes: string) => journal(id, { user: { id: by, name: 'x' }, notes });

/** A Redmine that keeps one issue, and whose role for us has these rights. */
const keeping = (present: Record<string, unknown>, rights: readonly string[], obeys = true): Script => ({
  'GET /issues/17.json': () => ({ issue: issue(present) }),
  'PUT /issues/17.json': ({ body }) => {
    if (obeys) Object.assign(present, (body as { issue: object }).issue);
    return { status: 204 };
  },
  'GET /roles/6.json': () => ({ role: { id: 6, name: 'Integration', permissions: rights } }),
  'PUT /journals/1.json': () => ({ status: 204 }),
  'PUT /journals/2.json': () => ({ status: 204 }),
});

describe('a person taken out of an issue', () => {
  const erased = async (
    present: Record<string, unknown>,
    rights: readonly string[],
    more: Partial<Erasure> = {},
    obeys = true,
  ) => {
    const redmine = await scripted(keeping(present, rights, obeys));
    try {
      const outcome = await redmine.connector.erase('17', erasure(more)).catch((error: unknown) => error);
      return { outcome, writes: redmine.writes().map(({ path, body }) => [path, body]) };
    } finally {
      await redmine.stop();
    }
  };

  it('leaves its footer and nothing else of the description, once', async () => {
    const present = { description: `Анна Петрова пишет\n\n${footer}Анна Петрова <anna@example.test>` };
    const { outcome, writes } = await erased(present, []);
    expect(outcome).toEqual({ notes: 0 });
    expect(writes).toEqual([
      ['/issues/17.json', { issue: { description: `Анна Петрова пишет\n\n${footer}Anonymous 7` } }],
    ]);
    expect((await erased(present, [])).writes).toEqual([]);
  });

  it('leaves title and text as well where no push keeps them', async () => {
    const present = { subject: 'Анна Петрова ждёт', description: '+7 495 123-45-67' };
    const { writes } = await erased(present, [], { whole: true });
    expect(writes).toEqual([
      ['/issues/17.json', { issue: { subject: 'Anonymous 7 ждёт', description: 'Anonymous 7' } }],
    ]);
  });

  it('leaves the notes that we may edit: our own, and with more rights those of others', async () => {
    const journals = [
      note(1, user.id, '[Анна Петрова · Sagadesk]\n\nжду'),
      note(2, 6, 'anna@example.test не отвечает'),
    ];
    const own = await erased({ journals }, ['edit_own_issue_notes']);
    const ours = ['/journals/1.json', { journal: { notes: '[Anonymous 7 · Sagadesk]\n\nжду' } }];
    expect(own).toEqual({ outcome: { notes: 1 }, writes: [ours] });
    const all = await erased({ journals }, ['edit_issue_notes']);
    const theirs = ['/journals/2.json', { journal: { notes: 'Anonymous 7 не отвечает' } }];
    expect(all).toEqual({ outcome: { notes: 0 }, writes: [ours, theirs] });
  });

  it('is refused where we may not edit our own notes, and where Redmine does nothing in silence', async () => {
    const { outcome } = await erased({ journals: [note(1, user.id, 'Анна Петрова')] }, []);
    expect(outcome).toMatchObject({ kind: 'refused', message: expect.stringContaining('Edit own notes') });
    const present = { description: `${footer}Анна Петрова` };
    const silent = await erased(present, [], {}, false);
    expect(silent.outcome).toMatchObject({ kind: 'refused', message: expect.stringContaining('17') });
  });

  it('is somebody else where the footer names another requester', async () => {
    expect((await erased({ description: `${footer}Анна Петровская` }, [])).writes).toEqual([]);
  });

  it('keeps nobody waiting when the issue is gone or out of sight', async () => {
    for (const [status, is] of [
      [404, 'gone'],
      [403, 'hidden'],
    ] as const) {
      const redmine = await scripted({ 'GET /issues/17.json': () => ({ status }) });
      expect(await redmine.connector.erase('17', erasure())).toBe(is);
      await redmine.stop();
    }
  });
});
