import { cannedDesk, itemsOf, ourself, type Asked, type Canned } from './canned';

interface Entry {
  readonly Type: string;
  readonly by?: string;
  readonly NewValue?: string;
  readonly ticket?: number;
  readonly scrip?: number;
}

/** As RT tells them: ids count up, Message-IDs name ticket and scrip. */
const history = (entries: readonly Entry[]): Canned =>
  itemsOf(
    ...entries
      .map(({ by = 'RT_System', ticket = 5, scrip = 0, ...entry }, n) => ({
        id: String(n + 1),
        Created: '2026-11-23T06:49:49Z',
        Creator: { id: by, Name: by },
        ObjectId: String(ticket),
        Data: `<rt-5.0.3-77-1795416589-41.${ticket}-${scrip}-0@olddesk.example>`,
        ...entry,
      }))
      .reverse(),
  );
const head = (id: number, to: string) => ({
  id: String(100 + id),
  TransactionId: id,
  Headers: `Subject: x\nTo: ${to}\nMIME-Version: 1.0\n`,
});

/** What is said of who speaks, with this history, these heads of mails, and anna as the requester of every ticket. */
const finding = async (
  entries: readonly Entry[],
  heads: readonly object[] = [],
  requester = 'anna@x.example',
) => {
  const answers: Record<string, (asked: Asked) => Canned | undefined> = {
    '/user/38': () => ({ json: ourself }),
    '/transactions': () => history(entries),
    '/attachments': () => itemsOf(...heads),
    '/tickets': ({ query }) => {
      const wanted = [...(query.get('query') ?? '').matchAll(/\bid = (\d+)/g)].map(([, id]) => id!);
      const Requestor = requester ? [{ id: 'anna', EmailAddress: requester }] : [];
      return itemsOf(...wanted.map((id) => ({ id, Status: 'new', Requestor })));
    },
  };
  const desk = await cannedDesk((asked) => answers[asked.path]?.(asked));
  const found = await desk.connector.check().finally(desk.stop);
  return found.find(({ key }) => key === 'speaksToRequester')!;
};

const made: Entry = { Type: 'Create', by: 'sync' };
const answered: Entry = { Type: 'Correspond', by: 'sync' };
const solved: Entry = { Type: 'Status', by: 'sync', NewValue: 'resolved' };
const mail = (scrip: number, ticket = 5): Entry => ({ Type: 'EmailRecord', scrip, ticket });
const all = [made, answered, solved];

describe('whether RT mails requesters of what our account writes', () => {
  it('names each scrip that did, from its mails', async () => {
    const { level, message } = await finding(
      [made, mail(9), answered, mail(7), solved],
      [head(2, 'Anna <ANNA@x.example>'), head(4, 'anna@x.example')],
    );
    expect(level).toBe('warning');
    expect(message).toMatch(/too: scrip 7 \(ticket 5\), scrip 9 \(ticket 5\)$/);
  });

  it('is content when of the last ticket, answer and solution none was mailed, whatever was before', async () => {
    const heads = [head(2, 'anna@x.example')];
    expect(await finding([made, mail(9), ...all], heads)).toMatchObject({ level: 'ok' });
  });

  it('takes mail to staff, and mail of another ticket, for what it is', async () => {
    const heads = [head(2, 'olga@olddesk.example'), head(5, 'anna@x.example')];
    expect(await finding([made, mail(9), answered, solved, mail(9, 6)], heads)).toMatchObject({
      level: 'ok',
    });
  });

  it.each([
    ['one of the three never happened', [mail(9, 6), made, answered], 'anna@x.example'],
    [
      'somebody else did one of them',
      [mail(9, 6), made, answered, { ...solved, by: 'olga' }],
      'anna@x.example',
    ],
    ['nobody could have been mailed', [mail(9, 6), ...all], ''],
    ['no mail of RT can be seen at all', all, 'anna@x.example'],
  ])('asks for a look when %s', async (_, entries, requester) => {
    const { level, message } = await finding(entries, [], requester);
    expect([level, message]).toEqual(['warning', expect.stringContaining('REST cannot show which')]);
  });
});
