import { mergeAndPlan } from '../../store/plan';
import { updateContact } from '../../store/contacts';
import { setShadow } from '../../store/links';
import { updateOrganisation } from '../../store/organisations';
import { createService, updateService } from '../../store/services';
import { lookAtClocks } from '../../store/sla/look-at-clocks';
import { ticketsToWake } from '../../store/sweep';
import { judgeTicket } from '../../store/sla/judge-ticket';
import { anAgreement } from './agreement';
import { openHouse, operator, type House } from './house';

const empty = { contract: '', reaction: '', resolution: '' };

describe('what the records of a ticket are to show of its contract', () => {
  let house: House;
  beforeAll(async () => (house = await openHouse()));
  afterAll(() => house?.close());

  const edit = (id: number, change: Parameters<House['commands']['edit']>[2]) =>
    house.tx((tx) => house.commands.edit(tx, id, change, operator));
  const shown = async (id: number) => (await house.ticket(id)).slaShown;
  const aMinuteLater = (id: number) =>
    house.tx((tx) =>
      tx.query(`update tickets set sla_shown_at = sla_shown_at - interval '61 seconds' where id = $1`, [id]),
    );
  const lanes = async (number: string) => (await mergeAndPlan(house.db, number, house.rules)).lanes;

  it('stands from the registration on, and without a contract says only whom it is for', async () => {
    const { requesterId, number } = await anAgreement(house);
    const { slaShown, createdAt } = await house.register({ requesterId });
    const due = new Date(createdAt.getTime() + 3_600_000).toISOString();
    expect(slaShown).toMatchObject({
      contract: number,
      reaction: `${due.slice(0, 16).replace('T', ' ')} UTC`,
    });
    expect((await house.register()).slaShown).toEqual({
      ...empty,
      service: '',
      organisation: '',
      contact: 'Анна Петрова, anna@example.test',
    });
  });

  it('changes once a minute at most, and says only that it is paused', async () => {
    const { requesterId } = await anAgreement(house);
    const { id, slaShown } = await house.register({ requesterId });
    await edit(id, { status: 'waiting_customer' });
    expect(await shown(id)).toEqual(slaShown);
    const { slaNextAt } = await house.ticket(id);
    expect(slaNextAt!.getTime() - Date.now()).toBeLessThanOrEqual(60_000);
    await aMinuteLater(id);
    await house.tx((tx) => judgeTicket(tx, id, Date.now()));
    expect(await shown(id)).toMatchObject({ resolution: 'paused' });
    await house.tx((tx) => judgeTicket(tx, id, Date.now() + 3_600_000));
    expect(await shown(id)).toMatchObject({ resolution: 'paused' });
  });

  it('tells service, organisation and requester, and follows their edits, with a contract or without', async () => {
    const { requesterId, organisationId } = await anAgreement(house);
    const serviceId = await createService(house.db, { name: 'Сеть', description: '' });
    const covered = await house.standing({ requesterId });
    const other = await house.standing({ serviceId });
    const again = async (id: number) => {
      await aMinuteLater(id);
      await house.rows('update tickets set sla_next_at = now() where id = $1 and sla_next_at is not null', [
        id,
      ]);
      await house.tx((tx) => lookAtClocks(tx, id, house.rules));
      return shown(id);
    };
    expect(await shown(covered.id)).toMatchObject({
      organisation: expect.stringMatching(/^Org/),
      service: '',
    });
    expect(await shown(other.id)).toMatchObject({ service: 'Сеть', contract: '' });
    await updateOrganisation(house.db, organisationId, { name: 'Ромашка' });
    await updateService(house.db, serviceId, { name: 'Связь' });
    expect(await again(covered.id)).toMatchObject({ organisation: 'Ромашка' });
    expect(await again(other.id)).toMatchObject({
      service: 'Связь',
      contact: 'Анна Петрова, anna@example.test',
    });
    await updateContact(house.db, other.requesterId, { name: 'Анна Иванова', phones: ['+74951234567'] });
    expect(await again(other.id)).toMatchObject({ contact: 'Анна Иванова, anna@example.test, +74951234567' });
    await edit(other.id, { serviceId: null });
    expect(await again(other.id)).toMatchObject({ service: '' });
    expect((await house.ticket(other.id)).slaNextAt).toBeNull();
    const [desk] = await house.links(other.id);
    await setShadow(house.db, desk!.id, { contact: 'Анна Петрова' }, '10');
    expect(await lanes(other.number)).toEqual([{ linkId: desk!.id, system: desk!.system }]);
    await updateContact(house.db, other.requesterId, { name: 'Анна Петрова', phones: [] });
  });

  it('makes lanes of the records that have such fields and say something else, and moves no version', async () => {
    const { requesterId } = await anAgreement(house);
    const { id, number, version } = await house.standing({ requesterId });
    const [desk, task] = await house.links(id);
    expect(await lanes(number)).toEqual([]);
    await setShadow(house.db, desk!.id, { ...empty }, '10');
    await setShadow(house.db, task!.id, { ...(await shown(id)) }, '10');
    expect(await lanes(number)).toEqual([{ linkId: desk!.id, system: desk!.system }]);
    await setShadow(house.db, desk!.id, { ...(await shown(id)) }, '10');
    expect(await lanes(number)).toEqual([]);
    expect((await house.ticket(id)).version).toBe(version);
    // A push that was under way when the deadline moved: the sweeper comes back for the record.
    await aMinuteLater(id);
    expect(await ticketsToWake(house.db, 100)).not.toContain(number);
    await setShadow(house.db, desk!.id, { ...empty }, '10');
    expect(await ticketsToWake(house.db, 100)).toContain(number);
  });
});
