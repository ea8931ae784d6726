import { withRequester } from '../../../connectors/request-tracker/requestors';
import type { Client } from '../../../connectors/request-tracker/client';
import type { RecordEvent } from '../../../domain/record';

const olga = { id: 'olga', name: 'Ольга', isOurAccount: false, isSystem: false };
const watcher = (id: string, Type: string, Field = 'Requestor') => ({ id, Type, Field });
const event = (entry: string): RecordEvent => ({ entry, at: 1000, actor: olga, kind: 'other', what: 'x' });

/** RT as it answers about ticket 7 and its people. */
const desk = (requestors: readonly object[], users: Readonly<Record<string, object>> = {}): Client =>
  ({
    config: { anonymousDomain: undefined },
    send: async ({ path }: { path: string }) => {
      const json = path.startsWith('/ticket/')
        ? { Requestor: requestors }
        : users[path.slice('/user/'.length)];
      return { status: json ? 200 : 404, json: () => json };
    },
  }) as unknown as Client;
const anna = { type: 'user', id: 'anna' };
const people = {
  anna: { Name: 'anna', RealName: 'Анна', EmailAddress: 'anna@x.test' },
  nemo: { Name: 'nemo' },
};

const changes = [watcher('11', 'DelWatcher'), watcher('12', 'AddWatcher'), watcher('13', 'AddWatcher', 'Cc')];
const seen = (client: Client, transactions: readonly object[] = changes) =>
  withRequester(client, '7', transactions as never, ['11', '12', '13'].map(event));

describe('whose ticket it is in Request Tracker', () => {
  it('is told by the last change of its requestors, when one is left', async () => {
    const [removed, added, copied] = await seen(desk([anna], people));
    expect(added).toEqual({
      entry: '12',
      at: 1000,
      actor: olga,
      kind: 'requester',
      who: { name: 'Анна', email: 'anna@x.test' },
    });
    expect([removed, copied]).toEqual([event('11'), event('13')]);
  });

  it('stays as it was while there are several, none, or one without an address', async () => {
    const nothing = ['11', '12', '13'].map(event);
    const group = { type: 'group', id: '40' };
    for (const requestors of [
      [anna, { type: 'user', id: 'boris' }],
      [],
      [group],
      [{ type: 'user', id: 'nemo' }],
    ])
      expect(await seen(desk(requestors, people))).toEqual(nothing);
  });

  it('stays whose it was when he was made anonymous there', async () => {
    const nobody = (name: string) => desk([{ type: 'user', id: name }]);
    const nothing = ['11', '12', '13'].map(event);
    for (const name of ['anonymised-7@anonymised.invalid', 'anonymised-7-40@Anonymised.invalid'])
      expect(await seen(nobody(name))).toEqual(nothing);
    const [, added] = await seen(nobody('anonymised-seven@anonymised.invalid'));
    expect(added).toMatchObject({ kind: 'requester' });
  });

  it('is not asked for when nobody changed them', async () => {
    const away = { send: () => Promise.reject(new Error('asked')) } as unknown as Client;
    expect(await seen(away, [watcher('13', 'AddWatcher', 'Cc')])).toHaveLength(3);
  });
});
