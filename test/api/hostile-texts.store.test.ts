import { aTicket, openDesk, type Desk } from './desk';

/** Words that no other text has, so many that their index is larger than the database can hold (1 MB). */
const manyWords = (count: number): string =>
  Array.from({ length: count }, (_, i) => `w${i.toString(36)}`).join(' ');

/** Takes three bytes a character and cannot be packed. */
const han = (length: number): string =>
  Array.from({ length }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join('');

describe('whatever text is sent, it is never a fault of ours', () => {
  let desk: Desk;
  beforeAll(async () => (desk = await openDesk()));
  afterAll(() => desk.close());

  test('a text of more words than a search can hold is kept whole, and found by its first words', async () => {
    const description = manyWords(120_000);
    const made = await desk.call('POST', '/tickets', aTicket({ title: 'Протокол', description }));
    expect([made.status, made.json.description === description]).toEqual([201, true]);
    const { number } = made.json;
    const said = await desk.call('POST', `/tickets/${number}/comments`, { body: `first ${description}` });
    expect([said.status, said.json.body === `first ${description}`]).toEqual([201, true]);
    for (const word of ['протокола', description.split(' ')[0]!, 'first'])
      expect((await desk.call('GET', `/tickets?q=${encodeURIComponent(word)}`)).json.items).toMatchObject([
        { number },
      ]);
  });

  test('a name is refused with its field when it is too long to be looked up', async () => {
    const refused = async (path: string, body: object) => {
      const { status, json } = await desk.call('POST', path, body);
      return [status, json.errors?.[0]?.field];
    };
    const week = { mon: [['09:00', '18:00']] };
    expect(await refused('/services', { name: han(251) })).toEqual([422, 'name']);
    expect(await refused('/organisations', { name: han(251) })).toEqual([422, 'name']);
    expect(await refused('/calendars', { name: han(251), timeZone: 'Europe/Moscow', week })).toEqual([
      422,
      'name',
    ]);
    expect(await refused('/contracts', contract(han(251)))).toEqual([422, 'number']);
    expect(await refused('/tickets', aTicket({ callId: han(251) }))).toEqual([422, 'callId']);
  });

  test('a name of 250 characters is taken in any script', async () => {
    expect((await desk.call('POST', '/services', { name: han(250) })).status).toBe(201);
    expect((await desk.call('POST', '/organisations', { name: '🜁'.repeat(125) })).status).toBe(201);
    expect((await desk.call('POST', '/tickets', aTicket({ callId: han(250) }))).status).toBe(201);
  });

  const contract = (number: string) => ({
    ...{ number, organisation: 'x', services: [], startsOn: '2026-01-01', endsOn: '2026-12-31' },
    ...{ calendar: 'x', targets: [] },
  });
});
