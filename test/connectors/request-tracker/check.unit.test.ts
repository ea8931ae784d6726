import type { RequestTrackerConfig } from '../../../connectors/system-config';
import { cannedDesk, goodQueue, itemsOf, ourself } from './canned';
import type { Asked, Canned } from './canned';
import { deskConfig } from './fixture';

const offered = ['correspond', 'comment', 'lifecycle'].map((ref) => ({ ref, to: 'open' }));

const check = async (
  answers: { queue?: object; user?: object; tickets?: (asked: Asked) => Canned; catalogs?: Canned } = {},
  more: Partial<RequestTrackerConfig> = {},
) => {
  const desk = await cannedDesk((asked) => {
    if (asked.path === '/user/38') return { json: answers.user ?? ourself };
    if (asked.path === '/queue/3') return { json: answers.queue ?? goodQueue };
    if (asked.path === '/catalogs') return answers.catalogs;
    if (asked.path === '/transactions')
      return itemsOf({ id: '9', Type: 'EmailRecord', Created: '2026-11-23T06:49:49Z' });
    if (asked.path === '/tickets')
      return answers.tickets?.(asked) ?? itemsOf({ id: '1', Status: 'new', _hyperlinks: offered });
    return undefined;
  }, more);
  try {
    return { findings: await desk.connector.check(), asked: desk.asked };
  } finally {
    await desk.stop();
  }
};
const faults = async (...call: Parameters<typeof check>) =>
  (await check(...call)).findings
    .filter(({ level }) => level === 'fault')
    .map(({ key, message }) => `${key}: ${message}`);
const warnings = async (...call: Parameters<typeof check>) =>
  (await check(...call)).findings
    .filter(({ level }) => level === 'warning')
    .map(({ key, message }) => `${key}: ${message}`);
const { status, priority } = deskConfig('', '');

describe('holding the configuration against RT', () => {
  it('a right one has no fault; only RT’s mail rules remain to be looked at, with the command for it', async () => {
    const { findings, asked } = await check();
    const open = findings.filter(({ level }) => level !== 'ok');
    expect(open).toEqual([
      expect.objectContaining({
        level: 'warning',
        key: 'speaksToRequester',
        advice: expect.stringMatching(/RT::Scrips.*LimitToQueue\(3\).*LimitToGlobal/) as unknown,
      }),
    ]);
    expect(open[0]?.message).toContain('the last is of 2026-11-23T06:49:49Z');
    expect(asked.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('a queue that is not there is a fault that says what to do', async () => {
    expect(await faults({}, { queue: 'Nope' })).toEqual([
      'queue: helpdesk: there is no queue "Nope", or our account may not see it (right SeeQueue)',
    ]);
  });

  it('a missing key field', async () => {
    expect(await faults({ queue: { ...goodQueue, TicketCustomFields: [] } })).toEqual([
      'externalKeyField: queue "Support" has no ticket field "External Key" that our account may see',
    ]);
  });

  it('a field for the contract that is missing, with the command that makes it; one that is there is well', async () => {
    const slaFields = { contract: 'Service contract', reaction: 'External key' };
    const { findings } = await check({}, { slaFields });
    const found = findings.filter(({ key }) => key.startsWith('slaFields'));
    expect(found.map(({ level, key }) => `${level} ${key}`)).toEqual([
      'fault slaFields.contract',
      'ok slaFields.reaction',
    ]);
    expect(found[0]?.advice).toContain('--sla-field "Service contract"');
  });

  it('a catalog of contracts that is missing, or in which our account may make nothing', async () => {
    const catalog = (...found: object[]) =>
      faults({ catalogs: itemsOf(...found) }, { contractsCatalog: 'Contracts' });
    expect(await catalog()).toEqual([
      'contractsCatalog: RT has no catalog of assets "Contracts" that our account may see',
    ]);
    expect(await catalog({ Name: 'contracts', _hyperlinks: [{ ref: 'self' }] })).toEqual([
      'contractsCatalog: our account may not create assets in the catalog "Contracts"',
    ]);
    expect(await catalog({ Name: 'Contracts', _hyperlinks: [{ ref: 'create' }] })).toEqual([]);
  });

  it('a missing comment field, service levels that are on, and a time zone other than UTC are warnings', async () => {
    const queue = { ...goodQueue, TicketTransactionCustomFields: [], SLADisabled: '0' };
    const found = (await warnings({ queue, user: { ...ourself, Timezone: 'Asia/Tokyo' } })).join('\n');
    expect(found).toContain('no field "External Comment"');
    expect(found).toContain('service levels are switched on');
    expect(found).toContain('Asia/Tokyo');
  });

  it('missing rights', async () => {
    const queue = { ...goodQueue, _hyperlinks: [] };
    const tickets = () => itemsOf({ id: '1', Status: 'new', _hyperlinks: [{ ref: 'comment' }] });
    expect(await faults({ queue, tickets })).toEqual([
      'token: our account lacks CreateTicket, ReplyToTicket, ModifyTicket in queue "Support"',
    ]);
  });

  it('in an empty queue most rights cannot be seen', async () => {
    expect((await warnings({ tickets: () => itemsOf() })).join('\n')).toContain('queue "Support" is empty');
  });

  it('a priority in words would be stored as 0', async () => {
    expect(await faults({}, { priority: { ...priority, high: 'High' } })).toEqual([
      `priority.high: RT's priorities are numbers; it would store "High" as 0`,
    ]);
  });

  it('a status that a ticket has or offers is there; one that nothing shows is a fault in RT’s own lifecycle', async () => {
    const map = { ...status, waiting_supplier: 'Parts', waiting_customer: 'await', cancelled: 'nope' };
    const tickets = ({ query }: Asked) =>
      query.get('query')?.includes(`'parts'`)
        ? itemsOf({ id: '2', Status: 'parts', _hyperlinks: [{ ref: 'lifecycle', to: 'await' }, ...offered] })
        : itemsOf();
    expect(await faults({ tickets }, { status: map })).toEqual([
      'status.cancelled: RT\'s lifecycle "default" has no status "nope", and no ticket of queue "Support" has or offers it',
    ]);
  });

  it('in another lifecycle, whose statuses REST does not list, it is a warning', async () => {
    const queue = { ...goodQueue, Lifecycle: 'repairs' };
    const tickets = () => itemsOf();
    const found = (await warnings({ queue, tickets }, { status: { ...status, cancelled: 'nope' } })).filter(
      (text) => text.startsWith('status.cancelled'),
    );
    expect(found[0]).toContain('no ticket of queue "Support" has or offers the status "nope"');
  });

  it('"deleted" cannot be used: RT hides such tickets from every search', async () => {
    expect(await faults({}, { status: { ...status, cancelled: 'deleted' } })).toHaveLength(1);
  });

  it('a wrong token, and an address that is no RT, are faults of their own; an RT that is away is thrown', async () => {
    const found = async (status: number) => {
      const desk = await cannedDesk(() => ({ status, json: { message: 'no' } }));
      const findings = await desk.connector.check().finally(desk.stop);
      return findings.map(({ level, key }) => `${level} ${key}`);
    };
    expect(await found(401)).toEqual(['fault token']);
    expect(await found(404)).toEqual(['fault url']);
    await expect(found(503)).rejects.toMatchObject({ kind: 'transient' });
  });

  it('everything is said in Russian as well', async () => {
    const queue = { ...goodQueue, TicketCustomFields: [], SLADisabled: '0', Lifecycle: 'repairs' };
    const { findings } = await check(
      { queue, tickets: () => itemsOf() },
      { status: { ...status, new: 'x' } },
    );
    for (const { inRussian, advice } of findings) {
      expect(inRussian?.message).toMatch(/[а-я]/);
      expect(/[а-я]/.test(inRussian?.advice ?? '')).toBe(advice !== undefined);
    }
  });

  it('a clock that is off by more than two seconds', async () => {
    const desk = await cannedDesk(({ path }) => ({
      headers: { date: new Date(Date.now() + 90_000).toUTCString() },
      json: path === '/user/38' ? ourself : { items: [] },
    }));
    const found = await desk.connector.check().finally(desk.stop);
    expect(found.find(({ key }) => key === 'url')?.message).toMatch(/differs from ours by (89|90|91)\.\d s/);
  });
});
