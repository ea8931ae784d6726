import { MockActivityEnvironment } from '@temporalio/testing';
import { createContractActivities } from '../../activities/contract';
import type { Deps } from '../../activities/deps';
import { ConnectorFailure } from '../../connectors/failure';
import type { ContractRecords } from '../../connectors/port';
import type { ContractRecord } from '../../domain/contract-record';
import { contractsToWake } from '../../store/contracts-to-wake';
import { mergeAndPlan } from '../../store/plan';
import { retryProblem } from '../../store/problem-actions';
import { setShadow } from '../../store/links';
import { anAgreement } from '../store/agreement';
import { openHouse, type House } from '../store/house';

/** A system that keeps contracts, in memory. */
class Catalog implements ContractRecords {
  readonly kept = new Map<string, ContractRecord>();
  refuses = false;
  creates = 0;

  private obey(): void {
    if (this.refuses) throw new ConnectorFailure('refused', 'answered', 'Permission Denied');
  }
  async find(number: string): Promise<string | undefined> {
    return [...this.kept].find(([, kept]) => kept.number === number)?.[0];
  }
  async create(contract: ContractRecord): Promise<string> {
    this.obey();
    this.creates += 1;
    const id = String(this.kept.size + 1);
    this.kept.set(id, contract);
    return id;
  }
  async read(id: string) {
    return this.kept.get(id) ?? 'gone';
  }
  async write(id: string, contract: ContractRecord): Promise<void> {
    this.obey();
    this.kept.set(id, contract);
  }
}

describe('a contract in systems that keep contracts', () => {
  let house: House;
  let catalogs: Record<string, Catalog>;
  let activities: ReturnType<typeof createContractActivities>;
  const woken: string[] = [];
  beforeAll(async () => (house = await openHouse()));
  afterAll(() => house?.close());
  beforeEach(() => {
    catalogs = { helpdesk: new Catalog(), archive: new Catalog() };
    const systems = Object.entries(catalogs).map(([name, contracts]) => [
      name,
      { config: { name, requestTimeoutSeconds: 1 }, connector: { contracts } },
    ]) as [string, unknown][];
    const deps = {
      db: house.db,
      rules: house.rules,
      systems: new Map(systems),
      publicUrl: 'http://front.test',
      installation: 'us',
      wake: (number: string) => woken.push(number),
    };
    activities = createContractActivities(deps as unknown as Deps);
  });

  const look = async (id: number) => (await activities.lookAtContract({ id, at: Date.now() }))!;
  const publish = (id: number, system: string) =>
    new MockActivityEnvironment().run(activities.publishContract, { id, system });
  const shown = (system: string) => [...catalogs[system]!.kept.values()];
  const problems = () =>
    house.rows<{ id: number; system: string }>(
      `select id, system from problems where kind = 'contract-refused' and state = 'open'`,
    );
  const states = async (id: number) =>
    (
      await house.rows<{ state: string }>(
        'select state from contract_links where contract_id = $1 order by id',
        [id],
      )
    ).map(({ state }) => state);

  it('is made once in each, follows an edit, and its tickets refer to it', async () => {
    const { contractId, number, requesterId } = await anAgreement(house);
    const ticket = await house.standing({ requesterId });
    const [desk] = await house.links(ticket.id);
    await setShadow(house.db, desk!.id, { contractRecord: '' }, '10');
    const toWake = async () =>
      (await contractsToWake(house.db, Object.keys(catalogs), 1000)).map(({ id }) => id);
    expect(await toWake()).toContain(contractId);
    expect(await toWake()).not.toContain(contractId);
    expect((await look(contractId)).owes).toEqual(['helpdesk', 'archive']);
    for (const system of ['helpdesk', 'archive', 'helpdesk'])
      expect(await publish(contractId, system)).toBe('published');
    expect([catalogs.helpdesk!.creates, catalogs.archive!.creates]).toEqual([1, 1]);
    expect(shown('helpdesk')).toMatchObject([{ number, state: 'active' }]);
    expect(shown('helpdesk')[0]!.text).toMatch(/^Org \d+; 2020-01-01 – 2099-12-31$/);
    expect((await look(contractId)).owes).toEqual([]);
    expect(woken).toContain(ticket.number);
    const plan = await mergeAndPlan(house.db, ticket.number, house.rules);
    expect(plan.lanes.map(({ system }) => system)).toEqual([desk!.system]);
    await house.rows(`update contracts set ends_on = '2021-01-01', version = version + 1 where id = $1`, [
      contractId,
    ]);
    expect((await look(contractId)).owes).toEqual(['helpdesk', 'archive']);
    await publish(contractId, 'helpdesk');
    expect(shown('helpdesk')).toMatchObject([{ number, state: 'ended' }]);
  });

  it('is not half-published: what one took is withdrawn when another refuses, until a person retries', async () => {
    const { contractId } = await anAgreement(house);
    catalogs.archive!.refuses = true;
    await look(contractId);
    expect(await publish(contractId, 'helpdesk')).toBe('published');
    expect(await publish(contractId, 'archive')).toBe('refused');
    expect(await activities.halfPublished({ id: contractId })).toEqual(['helpdesk']);
    await new MockActivityEnvironment().run(activities.withdrawContract, {
      id: contractId,
      system: 'helpdesk',
    });
    expect(shown('helpdesk')).toMatchObject([{ state: 'withdrawn' }]);
    expect(await states(contractId)).toEqual(['withdrawn', 'refused']);
    expect((await look(contractId)).owes).toEqual([]);
    const [problem] = await problems();
    expect(problem).toMatchObject({ system: 'archive' });
    await house.tx((tx) => retryProblem(tx, problem!.id));
    expect((await contractsToWake(house.db, [], 1000)).map(({ id }) => id)).toContain(contractId);
    catalogs.archive!.refuses = false;
    for (const system of (await look(contractId)).owes) await publish(contractId, system);
    expect(await states(contractId)).toEqual(['published', 'published']);
    expect(shown('helpdesk')).toMatchObject([{ state: 'active' }]);
    expect(await problems()).toEqual([]);
    // From now on a refusal is a problem of that system alone.
    catalogs.archive!.refuses = true;
    await house.rows(`update contracts set ends_on = '2098-01-01', version = version + 1 where id = $1`, [
      contractId,
    ]);
    for (const system of (await look(contractId)).owes) await publish(contractId, system);
    expect(await activities.halfPublished({ id: contractId })).toEqual([]);
  });
});
