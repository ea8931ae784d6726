import type { Erasure, RemoteUser } from '../../../connectors/port';
import type { RequestTrackerConfig } from '../../../connectors/system-config';
import { maskOf } from '../../../domain/mask';
import { cannedDesk, type Asked, type Canned } from './canned';

const person = { name: 'Анна Петрова', email: 'anna@example.test', phones: [] };

interface KeptUser {
  Name: string;
  EmailAddress: string;
  RealName: string;
  readonly Privileged: number;
}

const anna: KeptUser = { Name: 'anna', EmailAddress: 'Anna@example.test', RealName: 'Анна', Privileged: 0 };
const boris: KeptUser = {
  Name: 'boris@x.test',
  EmailAddress: 'boris@x.test',
  RealName: 'Борис',
  Privileged: 0,
};

/** A desk with one ticket and two users; `may`: our account has AdminUsers. */
const desk = async (
  may: boolean,
  users: Record<string, KeptUser>,
  more: Partial<RequestTrackerConfig> = {},
) => {
  const ref = (name: string) => ({ type: 'user', id: name });
  const ticket: Record<string, unknown> = {
    id: 5,
    Subject: 'Анна Петрова ждёт',
    Status: 'open',
    Requestor: [ref('anna'), ref('boris@x.test')],
    Cc: [ref('anna'), { type: 'group', id: '12' }],
    AdminCc: [],
  };
  const userAt = (path: string) => {
    const key = decodeURIComponent(path.slice('/user/'.length));
    return Object.entries(users).find(([number, { Name }]) => number === key || Name === key);
  };
  const answer = ({ method, path, body }: Asked): Canned | undefined => {
    if (path === '/ticket/5' && method === 'PUT') {
      const { Requestor, Cc, Subject } = JSON.parse(body) as Record<string, string[]>;
      if (Requestor) ticket.Requestor = Requestor.map((name) => ref(name.replace(/.*<(.*)>/, '$1')));
      if (Cc) ticket.Cc = Cc.map(ref);
      if (Subject) ticket.Subject = Subject;
      return { json: ['as RT says'] };
    }
    if (path === '/ticket/5') return { json: ticket };
    const found = userAt(path);
    if (!found) return undefined;
    const [number, user] = found;
    if (method === 'PUT' && may) Object.assign(user, JSON.parse(body));
    if (method === 'PUT') return { json: [may ? 'changed' : `User ${user.Name}: Permission Denied`] };
    return { json: { ...user, _hyperlinks: [{ ref: 'self', id: Number(number) }] } };
  };
  return { ...(await cannedDesk(answer, more)), ticket };
};

const people = (): Record<string, KeptUser> => ({ 43: { ...anna }, 44: { ...boris } });

describe('a person taken out of a ticket', () => {
  const staying: RemoteUser[] = [];
  beforeEach(() => (staying.length = 0));
  const erasure = (whole = false): Erasure => ({
    person,
    contact: '7',
    name: 'Anonymous 7',
    mask: maskOf(person, 'Anonymous 7'),
    whole,
    stays: async (user) => void staying.push(user),
  });

  it('becomes an address of nobody and leaves its copies, where our account may edit no users', async () => {
    const { connector, asked, ticket, stop } = await desk(false, people());
    expect(await connector.erase('5', erasure())).toEqual({ notes: 0 });
    const edit = asked.filter(({ method, path }) => method === 'PUT' && path === '/ticket/5');
    expect(edit.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { Requestor: ['boris@x.test', '"Anonymous 7" <anonymised-7@anonymised.invalid>'], Cc: ['12'] },
    ]);
    expect(ticket.Subject).toBe('Анна Петрова ждёт');
    expect(staying).toEqual([
      { id: '43', page: expect.stringMatching(/\/Admin\/Users\/Modify\.html\?id=43$/) },
    ]);
    await connector.erase('5', erasure());
    expect(asked.filter(({ method, path }) => method === 'PUT' && path === '/ticket/5')).toHaveLength(1);
    await stop();
  });

  it('is made an anonymous user, and stays where he is, where our account may do that', async () => {
    const users = people();
    const { connector, asked, stop } = await desk(true, users, { anonymousDomain: 'nobody.example' });
    expect(await connector.erase('5', erasure())).toEqual({ notes: 0 });
    expect(users[43]).toMatchObject({
      Name: 'anonymised-7-43',
      RealName: 'Anonymous 7',
      EmailAddress: 'anonymised-7-43@nobody.example',
    });
    expect(users[44]).toEqual(boris);
    expect(asked.filter(({ method, path }) => method === 'PUT' && path === '/ticket/5')).toEqual([]);
    expect(staying).toEqual([]);
    await stop();
  });

  it('who is one of the desk’s staff is never edited, whatever we may', async () => {
    const users = { 43: { ...anna, Privileged: 1 }, 44: { ...boris } };
    const { connector, stop } = await desk(true, users);
    await connector.erase('5', erasure());
    expect(users[43]).toEqual({ ...anna, Privileged: 1 });
    expect(staying).toMatchObject([{ id: '43' }]);
    await stop();
  });

  it('leaves the title as well where no push keeps it', async () => {
    const { connector, ticket, stop } = await desk(false, people());
    await connector.erase('5', erasure(true));
    expect(ticket.Subject).toBe('Anonymous 7 ждёт');
    await stop();
  });

  it('is refused when RT only says that it did so', async () => {
    const denied = { json: ['Permission Denied'] };
    const ticket = {
      id: 5,
      Subject: 'x',
      Status: 'open',
      Requestor: [{ type: 'user', id: 'anna@example.test' }],
    };
    const { connector, stop } = await cannedDesk(({ method, path }) =>
      path !== '/ticket/5' ? undefined : method === 'PUT' ? denied : { json: ticket },
    );
    await expect(connector.erase('5', erasure())).rejects.toMatchObject({ kind: 'refused' });
    await stop();
  });

  it.each([
    [{ status: 404, json: {} }, 'gone'],
    [{ status: 403, json: {} }, 'hidden'],
    [{ json: { id: 5, Status: 'deleted' } }, 'gone'],
  ])('keeps nobody waiting when the ticket is not there: %j', async (answer, is) => {
    const { connector, stop } = await cannedDesk(({ path }) => (path === '/ticket/5' ? answer : undefined));
    expect(await connector.erase('5', erasure())).toBe(is);
    await stop();
  });
});
