import { ConnectorFailure } from '../../connectors/failure';
import type { RemoteFile } from '../../domain/record';
import { listComments } from '../../store/comment-list';
import { spoken } from '../../api/web/spoken';
import { desk, tracker } from '../domain/rules';
import { openHouse, type House } from '../store/house';
import { olga, RecordKeeper } from './record-keeper';
import { deskAndTracker, smallHouse, type SmallHouse } from './small-house';

let house: House;
let small: SmallHouse;
const rt = new RecordKeeper();
const redmine = new RecordKeeper();
let ticket: { readonly id: number; readonly number: string };
let record: string;
beforeAll(async () => {
  house = await openHouse();
  small = smallHouse(house, deskAndTracker(rt, redmine));
});
afterAll(() => house.close());
beforeEach(async () => {
  ticket = await house.register();
  await small.settle(ticket.number);
  record = await small.recordOf(ticket.number, desk.name);
});

const video: RemoteFile = {
  id: '9001',
  filename: 'video.mp4',
  mediaType: 'video/mp4',
  size: 48.2 * 1024 * 1024,
};

const olgaAttaches = async (file: RemoteFile) => {
  rt.say(record, { body: 'See the video', visibility: 'public' }, olga, [{ ...file, visibility: 'public' }]);
  await small.hear(ticket.number);
  await small.settle(ticket.number);
};

const remarks = async () =>
  (await listComments(house.db, ticket.id, {}, { limit: 100 })).items.filter(({ remark }) => remark);

const problems = () =>
  house.rows<{ kind: string; message: string }>(
    `select kind, message from problems where ticket_id = $1 and state = 'open'`,
    [ticket.id],
  );

describe('a file that is too large to be kept', () => {
  it('is told in the ticket: which, how large, where it still is; to staff only', async () => {
    await olgaAttaches(video);
    const [remark, ...more] = await remarks();
    expect(more).toEqual([]);
    expect(remark).toMatchObject({ visibility: 'internal', author: { name: 'Sagadesk', origin: 'front' } });
    expect(spoken(remark!, 'en')).toBe(
      `The file “video.mp4” (48.2 MB) of olga is larger than 25 MB, the most that is kept here. It was left where it is: http://keeper.test/${record}`,
    );
    expect(spoken(remark!, 'ru')).toContain('«video.mp4» (48,2 МБ), который приложил(а) olga, больше 25 МБ');
  });

  it('is told in every other record, and not in the one that has it', async () => {
    await olgaAttaches(video);
    const task = await small.recordOf(ticket.number, tracker.name);
    expect(redmine.saidIn(task).at(-1)).toMatchObject({
      body: expect.stringContaining(`http://keeper.test/${record}`),
      visibility: 'internal',
    });
    expect(rt.saidIn(record).map(({ body }) => body)).toEqual(['See the video']);
  });

  it('is a problem for a person, which holds nothing up', async () => {
    await olgaAttaches(video);
    expect(await problems()).toEqual([
      {
        kind: 'file-too-large',
        message: `A file of ${ticket.number} stays in ${desk.name}: “video.mp4” (48.2 MB) in record ${record}. At most 25 MB are kept here.`,
      },
    ]);
    const links = await house.rows('select state, problem from link_views where ticket_id = $1', [ticket.id]);
    expect(links).toEqual([
      { state: 'synced', problem: null },
      { state: 'synced', problem: null },
    ]);
  });
});

describe('a file that its system does not give', () => {
  const answering = (status: number) =>
    Object.assign(rt.connector, {
      fetchFile: () => Promise.reject(new ConnectorFailure('refused', 'answered', 'not for you', { status })),
    });

  it('is told, with what the system said', async () => {
    answering(403);
    await olgaAttaches({ ...video, size: 5 });
    expect(await problems()).toEqual([
      { kind: 'file-not-given', message: expect.stringContaining('not for you') },
    ]);
    expect((await remarks()).map(({ body }) => body)).toEqual([expect.stringContaining('not for you')]);
  });

  it('since it was deleted meanwhile, is nobody’s loss', async () => {
    answering(404);
    await olgaAttaches({ ...video, size: 5 });
    expect(await problems()).toEqual([]);
    expect(await remarks()).toEqual([]);
  });
});
