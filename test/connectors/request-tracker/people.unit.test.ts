import { actorOf, requestorOf } from '../../../connectors/request-tracker/people';

describe('a requester as RT takes him', () => {
  it.each([
    [{ name: 'Анна Иванова', email: 'anna@client.example' }, '"Анна Иванова" <anna@client.example>'],
    [
      { name: 'Иванов, Пётр "Без" <x>', email: 'p@client.example' },
      `"Иванов, Пётр 'Без'  x" <p@client.example>`,
    ],
    [{ name: '', email: 'p@client.example' }, 'p@client.example'],
    [{ name: 'Без почты' }, undefined],
    [undefined, undefined],
  ])('%j is %j', (person, requestor) => expect(requestorOf(person)).toBe(requestor));

  it.each(['a@b.c, evil@x.example', 'a@b.c>', 'a b@c.d', 'anna', 'a@b@c', '"a"@b.c', ''])(
    'an address that is none, or more than one, is left out: %j',
    (email) => expect(requestorOf({ name: 'x', email })).toBeUndefined(),
  );

  it('a name cannot smuggle a second address in', () => {
    expect(requestorOf({ name: 'x" <evil@x.example>, "y', email: 'a@b.c' })).toBe(
      `"x'  evil@x.example , 'y" <a@b.c>`,
    );
  });
});

describe('who did something', () => {
  it('our own account, the system itself, and anybody else', () => {
    expect(actorOf({ Name: 'sync', id: 'sync' }, 'sync')).toMatchObject({
      isOurAccount: true,
      isSystem: false,
    });
    expect(actorOf({ Name: 'RT_System' }, 'sync')).toMatchObject({ isOurAccount: false, isSystem: true });
    const olga = { Name: 'olga', RealName: 'Ольга', EmailAddress: 'o@x.example' };
    expect(actorOf(olga, 'sync')).toEqual({
      id: 'olga',
      name: 'Ольга',
      email: 'o@x.example',
      isOurAccount: false,
      isSystem: false,
    });
  });

  it('whoever RT does not show has a name all the same', () => expect(actorOf({}, 'sync').name).toBe('?'));
});
