import { contactById, updateContact } from '../../store/contacts';
import { mergeAndPlan } from '../../store/plan';
import { standingOf } from '../../store/sla/standing';
import { writtenLedger } from '../../store/sla/ledger';
import { anAgreement } from './agreement';
import { openHouse, operator, type House } from './house';

const minute = 60_000;

describe('a ticket whose requester is another, or of another organisation', () => {
  let house: House;
  beforeAll(async () => (house = await openHouse()));
  afterAll(() => house?.close());

  const longer = {
    targets: [{ priority: 'normal' as const, reactionMinutes: 120, resolutionMinutes: 600 }],
  };
  const edit = (id: number, change: Parameters<House['commands']['edit']>[2]) =>
    house.tx((tx) => house.commands.edit(tx, id, change, operator));
  const move = (contact: number, organisationId: number | null) =>
    house.tx((tx) => updateContact(tx, contact, { organisationId }));
  const look = async (id: number) => {
    await mergeAndPlan(house.db, (await house.ticket(id)).number, house.rules);
    return house.ticket(id);
  };
  const standing = async (id: number) => (await standingOf(house.db, [id], Date.now())).get(id);
  const causes = async (id: number) =>
    (await writtenLedger(house.db, id))
      .filter(({ because }) => because.kind === 'terms')
      .map(({ because }) => because.kind === 'terms' && because.cause);

  it('comes under the contract of the other person’s organisation, its elapsed time kept, and says why', async () => {
    const [one, other] = [await anAgreement(house), await anAgreement(house, longer)];
    const { id, createdAt } = await house.register({ requesterId: one.requesterId });
    await edit(id, { requesterId: other.requesterId });
    const { contractId, slaShown } = await house.ticket(id);
    expect(contractId).toBe(other.contractId);
    expect(await standing(id)).toMatchObject({
      contract: other.number,
      clocks: { reaction: { state: 'running', due: createdAt.getTime() + 120 * minute } },
    });
    expect(slaShown!.contract).toBe(one.number); // a minute must pass between two changes of what records show
    expect(await causes(id)).toContainEqual({
      what: 'requester',
      from: String(one.requesterId),
      to: String(other.requesterId),
    });
  });

  it('is covered by nothing when the other person has no contract, and again when he has', async () => {
    const { requesterId, contractId } = await anAgreement(house);
    const { id } = await house.register({ requesterId });
    await edit(id, { requesterId: house.requester });
    expect(await house.ticket(id)).toMatchObject({ contractId: null, slaDueAt: null });
    await edit(id, { requesterId });
    expect((await house.ticket(id)).contractId).toBe(contractId);
  });

  it('follows whom the desk calls its requester, a newer edit of the front wins, and his address is kept nowhere else', async () => {
    const [one, other] = [await anAgreement(house), await anAgreement(house)];
    const { id } = await house.standing({ requesterId: one.requesterId });
    const [desk] = await house.links(id);
    const email = (await contactById(house.db, other.requesterId))!.email!;
    const called = (requester: { name: string; email: string }, at = Date.now()) =>
      house.said(desk!, { field: 'requester', at, data: { requester } });
    const change = await called({ name: 'As RT calls him', email: email.toUpperCase() });
    await house.merge(id);
    expect(await house.ticket(id)).toMatchObject({
      requesterId: other.requesterId,
      contractId: other.contractId,
    });
    expect(await house.rows('select data from changes where id = $1', [change])).toEqual([{ data: {} }]);
    await edit(id, { requesterId: one.requesterId });
    await called({ name: 'Новый', email: 'new@desk.test' }, Date.now() - 60_000);
    await house.merge(id);
    expect((await house.ticket(id)).requesterId).toBe(one.requesterId);
    await called({ name: 'Новый', email: 'new@desk.test' }, Date.now() + 2000);
    await house.merge(id);
    const { requesterId } = await house.ticket(id);
    expect(await contactById(house.db, requesterId)).toMatchObject({ name: 'Новый', organisation: null });
  });

  it('keeps a contract that a person chose', async () => {
    const [one, other] = [await anAgreement(house), await anAgreement(house)];
    const { id } = await house.register({ requesterId: one.requesterId });
    await edit(id, { contractId: other.contractId });
    await edit(id, { requesterId: house.requester });
    await edit(id, { requesterId: one.requesterId });
    await move(one.requesterId, null);
    expect((await look(id)).contractId).toBe(other.contractId);
  });

  it('follows its requester into another organisation and out of it, as soon as it is looked at', async () => {
    const [one, other] = [await anAgreement(house), await anAgreement(house, longer)];
    const { id, createdAt } = await house.register({ requesterId: one.requesterId });
    await move(one.requesterId, other.organisationId);
    expect(await look(id)).toMatchObject({
      contractId: other.contractId,
      slaDueAt: new Date(createdAt.getTime() + 120 * minute),
    });
    expect(await causes(id)).toContainEqual({
      what: 'organisation',
      from: String(one.organisationId),
      to: String(other.organisationId),
    });
    await move(one.requesterId, null);
    expect(await look(id)).toMatchObject({ contractId: null, slaDueAt: null });
  });

  it('is covered from now on when somebody whom nobody knew turns out to be of an organisation, what is closed is not', async () => {
    const { organisationId, contractId, requesterId } = await anAgreement(house);
    await move(requesterId, null);
    const [open, closed] = [await house.register({ requesterId }), await house.register({ requesterId })];
    await edit(closed.id, { status: 'closed' });
    await move(requesterId, organisationId);
    expect((await look(open.id)).contractId).toBe(contractId);
    expect((await standing(open.id))!.clocks.reaction!.state).toBe('running');
    expect((await look(closed.id)).contractId).toBeNull();
  });
});
