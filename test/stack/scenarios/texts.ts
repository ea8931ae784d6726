import { randomBytes } from 'node:crypto';
import { eventually } from '../../systems/eventually';
import type { Scene } from './scene';

/** What is said and attached. */
export const texts = (scene: () => Scene): void => {
  it('public and internal comments of each of the three arrive once in the two others, as what they are', async () => {
    const { front, olga, ivan, admin, everywhere } = scene();
    const where = await everywhere('Комментарии');
    const said = (from: string) => [`${from} публично ✓`, `${from} внутри\nвторая строка`] as const;
    await front.say(where.number, 'public', said('фронт')[0]);
    await front.say(where.number, 'internal', said('фронт')[1]);
    await olga.say(where.desk, 'public', said('деск')[0]);
    await olga.say(where.desk, 'internal', said('деск')[1]);
    await ivan.say(where.task, 'public', said('трекер')[0]);
    await ivan.say(where.task, 'internal', said('трекер')[1]);
    const wanted = ['фронт', 'деск', 'трекер'].flatMap((from) => [
      { visibility: 'public', text: said(from)[0] },
      { visibility: 'internal', text: said(from)[1] },
    ]);
    const counts = (texts: readonly { visibility: string; text: string }[]) =>
      wanted.map(
        ({ visibility, text }) =>
          texts.filter(
            (seen) => seen.visibility === visibility && seen.text.replace(/\r/g, '').includes(text),
          ).length,
      );
    await eventually(
      'all six are in the front',
      async () => (await front.texts(where.number)).length === 6 || undefined,
    );
    await front.synced(where.number);
    const inFront = (await front.texts(where.number)).map(({ visibility, body }) => ({
      visibility,
      text: body,
    }));
    expect(counts(inFront)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(inFront.map(({ text }) => text).sort()).toEqual(wanted.map(({ text }) => text).sort()); // verbatim
    expect(counts(await olga.texts(where.desk))).toEqual([1, 1, 1, 1, 1, 1]);
    expect(counts((await admin.see(where.task)).texts)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('a public closing note leaves the desk’s ticket resolved', async () => {
    const { world, front, olga, ivan, everywhere, agree } = scene();
    const where = await everywhere('Закрытие');
    await ivan.set(where.task, { status_id: world.redmine.statuses.resolved, notes: 'Готово, проверьте' });
    await agree(where, 'resolved', 'resolved', 'Resolved');
    expect((await olga.texts(where.desk)).filter(({ visibility }) => visibility === 'public')).toHaveLength(
      1,
    );
    await front.say(where.number, 'public', 'Спасибо');
    await front.synced(where.number);
    expect((await olga.see(where.desk)).status).toBe('resolved');
    expect((await front.see(where.number)).status).toBe('resolved');
  });

  it('files of each of the three arrive once in the two others, byte for byte, with their names', async () => {
    const { world, front, olga, ivan, admin, everywhere } = scene();
    const where = await everywhere('Файлы');
    const bytes = (n: number) => randomBytes(n);
    const [a, b, c] = [bytes(3000), bytes(4000), bytes(5000)];
    await world.stack.api.upload(`/tickets/${where.number}/attachments`, {
      name: 'снимок экрана.png',
      bytes: a,
      type: 'image/png',
    });
    await olga.say(where.desk, 'internal', 'с файлом', [
      { FileName: 'log-desk.txt', FileType: 'application/octet-stream', FileContent: b.toString('base64') },
    ]);
    await ivan.attach(where.task, 'отчёт.bin', c);
    const names = ['log-desk.txt', 'отчёт.bin', 'снимок экрана.png'];
    const files = await eventually('the front has three files', async () => {
      const own = (await front.see(where.number)).attachments;
      const all = [...own, ...(await front.texts(where.number)).flatMap((comment) => comment.attachments)];
      return all.length === 3 ? all : undefined;
    });
    expect(files.map(({ filename }) => filename).sort()).toEqual(names);
    await front.synced(where.number);
    expect([...(await admin.see(where.task)).files].sort()).toEqual(names);
    const inDesk = (await olga.texts(where.desk)).flatMap((text) => text.files);
    expect(inDesk.sort()).toEqual(names);
    for (const file of files) {
      const original = { 'снимок экрана.png': a, 'log-desk.txt': b, 'отчёт.bin': c }[file.filename]!;
      expect((await world.stack.api.bytes(`/attachments/${file.id}`)).equals(original)).toBe(true);
    }
  });
};
