import { eventually } from '../../systems/eventually';
import type { TamperProxy } from '../../systems/tamper';
import { chanceOf } from '../traffic/random';
import type { StartWorld } from '../world';
import type { Where } from './scene';
import { setTamperedScene, type TamperedScene } from './tampered-scene';
import { expectTheSameEverywhere } from './the-same-everywhere';

/** The system that is in trouble, and the one that is not. */
interface Side {
  readonly name: 'desk' | 'tracker';
  readonly system: string;
  readonly proxy: (scene: TamperedScene) => TamperProxy;
  /** Somebody renames the record there. */
  readonly rename: (scene: TamperedScene, where: Where, title: string) => Promise<void>;
  readonly titleIn: (scene: TamperedScene, where: Where) => Promise<string>;
  readonly titleElsewhere: (scene: TamperedScene, where: Where) => Promise<string>;
  readonly record: (where: Where) => string;
}

const desk: Side = {
  name: 'desk',
  system: 'helpdesk',
  proxy: ({ toDesk }) => toDesk,
  rename: ({ olga }, where, Subject) => olga.set(where.desk, { Subject }),
  titleIn: async ({ olga }, where) => (await olga.see(where.desk)).title,
  titleElsewhere: async ({ admin }, where) => (await admin.see(where.task)).title,
  record: (where) => where.desk,
};

const tracker: Side = {
  name: 'tracker',
  system: 'executors',
  proxy: ({ toTracker }) => toTracker,
  rename: ({ admin }, where, subject) => admin.set(where.task, { subject }),
  titleIn: desk.titleElsewhere,
  titleElsewhere: desk.titleIn,
  record: (where) => where.task,
};

/** Answers that say: not now. None of them is a person's business, and none holds up the other system. */
export const busySystems = (name: string, start: StartWorld): void =>
  describe(name, () => {
    const scene = setTamperedScene(start);
    describe.each([desk, tracker])('a $name', (side) => {
      busy(scene, side);
      hanging(scene, side);
      revoked(scene, side);
    });

    it('after all that, all say the same', async () => {
      const { stack, rt, redmine } = scene().world;
      await expectTheSameEverywhere({ rt, redmine, api: stack.api, db: stack.db, temporal: stack.temporal });
    });
  });

const busy = (scene: () => TamperedScene, side: Side): void => {
  it('that answers 429 with Retry-After hears nothing of us before that time', async () => {
    const { front, everywhere } = scene();
    const proxy = side.proxy(scene());
    const wheres = await Promise.all([1, 2, 3].map((n) => everywhere(`Помедленнее ${n}`)));
    const before = proxy.seen.length;
    proxy.answer(() => true, 429, { 'retry-after': '4' }, '', 1);
    await Promise.all(wheres.map(({ number }) => front.set(number, { title: `Быстро ${number}` })));
    for (const { number } of wheres) await front.synced(number);
    const asked = proxy.seen.slice(before).map(({ at }) => at);
    const pauses = asked.filter((at) => at > asked[0]! + 500 && at < asked[0]! + 3900);
    expect(pauses).toEqual([]);
    for (const where of wheres) expect(await side.titleIn(scene(), where)).toBe(`Быстро ${where.number}`);
    expect(await front.problems()).toEqual([]);
  });

  it('in a storm of errors 500 gets and tells everything in the end', async () => {
    const { front, everywhere } = scene();
    const proxy = side.proxy(scene());
    const wheres = await Promise.all([1, 2, 3].map((n) => everywhere(`Буря ${n}`)));
    const chance = chanceOf(500);
    proxy.answer(() => chance.next() < 0.6, 500, {}, '{"status":500,"error":"Internal Server Error"}');
    for (const [n, where] of wheres.entries()) {
      await front.set(where.number, { title: `В бурю ${n}`, priority: 'high' });
      await front.say(where.number, n % 2 ? 'public' : 'internal', `сказано в бурю ${n}`);
      await side.rename(scene(), where, `Там ${n}`);
    }
    const until = Date.now() + 5000;
    await eventually('five seconds of it', async () => Date.now() > until || undefined);
    proxy.clear();
    for (const { number } of wheres) await front.synced(number, 120);
    expect(await front.problems()).toEqual([]);
  });

  it('that fails for one record alone is heard about all others, and about that one when it is mended', async () => {
    const { front, everywhere } = scene();
    const [broken, sound] = [await everywhere('Сломанная'), await everywhere('Здоровая')];
    const proxy = side.proxy(scene());
    const ofBroken = new RegExp(`/(issues|ticket)/${side.record(broken)}(\\D|$)`);
    proxy.answer(({ path }) => ofBroken.test(path), 500, {}, 'oops');
    await side.rename(scene(), broken, 'Скрыто за ошибкой');
    for (const title of ['Слышно раз', 'Слышно два']) {
      await side.rename(scene(), sound, title);
      await eventually(
        'the other one is heard',
        async () => (await front.see(sound.number)).title === title || undefined,
      );
    }
    expect((await front.see(broken.number)).title).not.toBe('Скрыто за ошибкой');
    proxy.clear();
    await eventually(
      'it is heard as well',
      async () => (await front.see(broken.number)).title === 'Скрыто за ошибкой' || undefined,
    );
    await front.synced(broken.number);
    await front.synced(sound.number);
  });
};

const hanging = (scene: () => TamperedScene, side: Side): void => {
  it.each(['hang', 'stall'] as const)(
    'whose sockets %s holds up nobody else, and catches up',
    async (how) => {
      const { front, everywhere } = scene();
      const proxy = side.proxy(scene());
      const where = await everywhere(`Висит ${how}`);
      proxy[how](() => true);
      await front.set(where.number, { title: `Пока висит ${how}` });
      await eventually(
        'the other system has it',
        async () => (await side.titleElsewhere(scene(), where)) === `Пока висит ${how}` || undefined,
        5,
      );
      await front.comesTo(where.number, 'blocked');
      expect(await front.problems()).toEqual([]);
      proxy.clear();
      await front.synced(where.number);
      expect(await side.titleIn(scene(), where)).toBe(`Пока висит ${how}`);
    },
  );
};

const revoked = (scene: () => TamperedScene, side: Side): void => {
  it('that does not take our key any more is one alarm, and its lanes go on by themselves when it does', async () => {
    const { front, everywhere } = scene();
    const proxy = side.proxy(scene());
    const wheres = await Promise.all([1, 2, 3].map((n) => everywhere(`Ключ ${side.name} ${n}`)));
    proxy.answer(() => true, 401, {}, '');
    for (const { number } of wheres) await front.set(number, { title: 'Без ключа' });
    await eventually('there is an alarm', async () => (await front.problems()).length > 0 || undefined);
    for (const where of wheres)
      await eventually(
        'the other system goes on',
        async () => (await side.titleElsewhere(scene(), where)) === 'Без ключа' || undefined,
      );
    expect((await front.problems()).map(({ kind, system }) => [kind, system])).toEqual([
      ['credentials', side.system],
    ]);
    proxy.clear();
    for (const where of wheres) {
      await front.synced(where.number);
      expect(await side.titleIn(scene(), where)).toBe('Без ключа');
    }
    expect(await front.problems()).toEqual([]);
  });
};
