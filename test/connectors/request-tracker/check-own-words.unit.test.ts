import { cannedDesk, itemsOf, ourself, type Asked, type Canned } from './canned';

interface Entry {
  readonly Type: string;
  readonly by?: string;
  readonly ticket?: number;
}
/** The parts that hang on an entry, by its place in the history, which begins with 1. */
type Heads = Readonly<Record<number, string>>;

const hers = 'Content-Type: text/plain; charset="utf-8"; x-sagadesk-author="Anna@x.example"\n';
const staffs = 'Content-Type: text/plain; charset="utf-8"\n';
const answer: Entry = { Type: 'Correspond', by: 'sync' };
const mail: Entry = { Type: 'EmailRecord' };

const found = async (entries: readonly Entry[], heads: Heads) => {
  const history = entries.map(({ Type, by = 'RT_System', ticket = 5 }, n) => ({
    id: String(n + 1),
    Type,
    Created: '2026-11-23T06:49:49Z',
    Creator: { id: by, Name: by },
    ObjectId: String(ticket),
    Data: '<rt-5.0.3-77-1795416589-41.5-7-0@olddesk.example>',
  }));
  const partsOf = ({ query }: Asked): Canned => {
    const wanted = JSON.parse(query.get('query') ?? '[]') as { value: string }[];
    return itemsOf(
      ...wanted.flatMap(({ value }, n) => {
        const Headers = heads[Number(value)];
        return Headers === undefined ? [] : [{ id: String(100 + n), TransactionId: Number(value), Headers }];
      }),
    );
  };
  const answers: Record<string, (asked: Asked) => Canned | undefined> = {
    '/user/38': () => ({ json: ourself }),
    '/transactions': () => itemsOf(...[...history].reverse()),
    '/attachments': partsOf,
    '/tickets': () => itemsOf(),
  };
  const desk = await cannedDesk((asked) => answers[asked.path]?.(asked));
  const findings = await desk.connector.check().finally(desk.stop);
  return findings.filter(({ message }) => message.includes('themselves wrote'));
};

describe('whether RT mails people what they themselves wrote to the front', () => {
  it('is told of the last of it, with what to do', async () => {
    expect(await found([answer, mail], { 1: hers, 2: 'To: ANNA@x.example\n' })).toMatchObject([
      {
        level: 'warning',
        message: expect.stringContaining('ticket 5'),
        advice: expect.stringContaining('install.sh'),
      },
    ]);
  });

  it.each<[string, readonly Entry[], Heads]>([
    ['it went to staff', [answer, mail], { 1: hers, 2: 'To: olga@olddesk.example\n' }],
    ['staff wrote it', [answer, mail], { 1: staffs, 2: 'To: anna@x.example\n' }],
    ['the hook holds by now', [answer, mail, answer], { 1: hers, 2: 'To: anna@x.example\n', 3: hers }],
    [
      'the mail is another ticket’s',
      [answer, { ...mail, ticket: 6 }],
      { 1: hers, 2: 'To: anna@x.example\n' },
    ],
    ['somebody else wrote there', [{ ...answer, by: 'olga' }, mail], { 1: hers, 2: 'To: anna@x.example\n' }],
    ['nothing was written', [], {}],
  ])('is no reason to speak when %s', async (_, entries, heads) => {
    expect(await found(entries, heads)).toEqual([]);
  });
});
