import { eventually } from '../../systems/eventually';
import type { StartWorld } from '../world';
import { setScene, type Scene } from './scene';

type Mode = 'none' | 'marked' | 'all';

/** What is public of the tracker's plain note, of one that begins with the mark, and of a closing remark. */
const publicNotes: { readonly [mode in Mode]: readonly ('plain' | 'marked' | 'closing')[] } = {
  none: [],
  marked: ['marked', 'closing'],
  all: ['plain', 'marked', 'closing'],
};

/** Internal stays internal, however the tracker tells public notes from internal ones. */
export const visibility = (name: string, start: StartWorld): void =>
  describe.each(['none', 'marked', 'all'] as const)(`${name}, publicComments: %s,`, (mode) => {
    const scene = setScene(() =>
      start({
        change: (config) => (config.type === 'redmine' ? { ...config, publicComments: mode } : config),
      }),
    );

    it('an internal comment of each of the three is public in none of them', async () => {
      const { world, front, olga, ivan, everywhere } = scene();
      const where = await everywhere(`Тайны ${mode}`);
      await front.say(where.number, 'internal', '@client тайна фронта');
      await olga.say(where.desk, 'internal', '@client тайна деска');
      await ivan.say(where.task, 'internal', '@client тайна трекера');
      await world.stack.api.upload(
        `/tickets/${where.number}/attachments`,
        { name: 'тайна.bin', bytes: Buffer.from('тайна') },
        { visibility: 'internal' },
      );
      await arrived(scene(), where.number, 3);
      const seen = await everything(scene(), where);
      for (const texts of Object.values(seen))
        expect(texts.filter(({ text }) => text.includes('тайна'))).toEqual(
          Array(texts === seen.desk ? 4 : 3).fill(expect.objectContaining({ visibility: 'internal' })),
        );
      const [file] = (await front.see(where.number)).attachments;
      expect(file).toMatchObject({ filename: 'тайна.bin', visibility: 'internal' });
    });

    it('a public comment of front and desk is public in all of them', async () => {
      const { front, olga, admin, everywhere } = scene();
      const where = await everywhere(`Открыто ${mode}`);
      await front.say(where.number, 'public', 'всем из фронта');
      await olga.say(where.desk, 'public', 'всем из деска');
      await arrived(scene(), where.number, 2);
      for (const texts of Object.values(await everything(scene(), where)))
        expect(texts.filter(({ text }) => text.includes('всем')).map((one) => one.visibility)).toEqual([
          'public',
          'public',
        ]);
      const marks = (await admin.see(where.task)).texts.map(({ text }) => text.startsWith('@client\n'));
      expect(marks).toEqual(Array(2).fill(mode === 'marked'));
    });

    it('a note of the tracker is public exactly when this mode says so', async () => {
      const { world, front, ivan, everywhere } = scene();
      const where = await everywhere(`Примечания ${mode}`);
      await ivan.say(where.task, 'public', 'plain');
      await ivan.say(where.task, 'public', '@client: marked');
      await ivan.set(where.task, { status_id: world.redmine.statuses.resolved });
      await arrived(scene(), where.number, 2);
      await scene().admin.set(where.task, { status_id: world.redmine.statuses.closed, notes: 'closing' });
      await arrived(scene(), where.number, 3);
      const { desk, front: inFront } = await everything(scene(), where);
      for (const texts of [desk, inFront]) {
        const isPublic = texts.filter((one) => one.visibility === 'public').map(({ text }) => text);
        expect(isPublic.map((text) => /plain|marked|closing/.exec(text)?.[0])).toEqual(publicNotes[mode]);
      }
      expect(inFront.map(({ text }) => text)).toContain('marked');
      expect((await front.see(where.number)).status).toBe('closed');
    });
  });

const arrived = async ({ front }: Scene, number: string, count: number): Promise<void> => {
  await eventually(
    `${count} comments are in the front`,
    async () => (await front.texts(number)).length === count || undefined,
  );
  await front.synced(number);
};

const everything = async (
  { front, olga, admin }: Scene,
  where: { number: string; desk: string; task: string },
) => ({
  front: (await front.texts(where.number)).map(({ body, ...comment }) => ({
    text: body,
    visibility: comment.visibility,
  })),
  desk: (await olga.texts(where.desk)).map(({ files, ...text }) => ({
    ...text,
    text: text.text || files.join(),
  })),
  task: (await admin.see(where.task)).texts,
});
