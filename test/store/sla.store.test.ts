import { writtenLedger } from '../../store/sla/ledger';
import { contractById, updateContract } from '../../store/contracts';
import { lookAtClocks } from '../../store/sla/look-at-clocks';
import { judgeTicket } from '../../store/sla/judge-ticket';
import { standingOf } from '../../store/sla/standing';
import { termsEdited } from '../../store/sla/refresh-terms';
import { anAgreement } from './agreement';
import { openHouse, operator, type House } from './house';

const minute = 60_000;

describe('the clocks of a ticket', () => {
  let house: House;
  beforeAll(async () => (house = await openHouse()));
  afterAll(() => house?.close());

  const standing = async (id: number, at = Date.now()) => (await standingOf(house.db, [id], at)).get(id);
  const ledger = async (id: number) =>
    (await writtenLedger(house.db, id)).map(({ clock, event, level }) =>
      [clock, event, level ?? ''].join(' ').trim(),
    );
  const judgeAt = (id: number, at: number) => house.tx((tx) => judgeTicket(tx, id, at));
  const edit = (id: number, change: Parameters<House['commands']['edit']>[2]) =>
    house.tx((tx) => house.commands.edit(tx, id, change, operator));
  const say = (id: number, visibility: 'public' | 'internal', byRequester = false) =>
    house.tx((tx) =>
      house.commands.comment(
        tx,
        id,
        { body: 'x', visibility, commentAuthorIsRequester: byRequester },
        operator,
      ),
    );

  it('start with the registration, under the contract of the requester’s organisation', async () => {
    const { requesterId, number, contractId } = await anAgreement(house);
    const ticket = await house.register({ requesterId });
    expect(ticket.contractId).toBe(contractId);
    expect(await standing(ticket.id)).toMatchObject({
      contract: number,
      picked: { kind: 'only-one' },
      clocks: {
        reaction: {
          state: 'running',
          businessMinutesTarget: 60,
          due: ticket.createdAt.getTime() + 60 * minute,
        },
        resolution: { state: 'running', businessMinutesTarget: 24 * 60 },
      },
    });
    expect((await ledger(ticket.id)).sort()).toEqual(['reaction started', 'resolution started']);
    const { slaNextAt, slaDueAt } = await house.ticket(ticket.id);
    expect(slaNextAt!.getTime()).toBe(ticket.createdAt.getTime() + 30 * minute);
    expect(slaDueAt!.getTime()).toBe(ticket.createdAt.getTime() + 60 * minute);
  });

  it('are none for a ticket that no contract covers', async () => {
    const ticket = await house.register();
    expect(await standing(ticket.id)).toBeUndefined();
    expect(ticket.slaNextAt).toBeNull();
  });

  it('are met by the first public answer of staff, and by nothing else that is said', async () => {
    const { requesterId } = await anAgreement(house);
    const { id } = await house.register({ requesterId });
    await say(id, 'internal');
    await say(id, 'public', true);
    expect((await standing(id))!.clocks.reaction!.state).toBe('running');
    await say(id, 'public');
    expect((await standing(id))!.clocks.reaction!.state).toBe('met');
  });

  it('are met by an answer that was given in another system, at the time it was given there', async () => {
    const { requesterId } = await anAgreement(house);
    const { id, createdAt } = await house.standing({ requesterId });
    await house.tx((tx) =>
      tx.query(`update sla_facts set at = at - interval '3 hours' where ticket_id = $1`, [id]),
    );
    await judgeAt(id, Date.now());
    expect((await standing(id))!.clocks.reaction!.state).toBe('breached');
    const [desk] = await house.links(id);
    await house.said(desk!, {
      kind: 'comment',
      at: createdAt.getTime() - 150 * minute,
      data: { body: 'Looking at it', visibility: 'public', commentId: '9' },
    });
    await house.merge(id);
    expect((await standing(id))!.clocks.reaction).toMatchObject({
      state: 'met',
      metAt: createdAt.getTime() - 150 * minute,
    });
    expect(await ledger(id)).toContain('reaction corrected');
  });

  it('pause while the customer is waited for, and go on when he writes', async () => {
    const { requesterId } = await anAgreement(house);
    const { id } = await house.register({ requesterId });
    await edit(id, { status: 'waiting_customer' });
    expect((await standing(id))!.clocks.resolution).toMatchObject({
      state: 'paused',
      pausedBecause: { kind: 'status', status: 'waiting_customer' },
    });
    await say(id, 'public', true);
    expect((await standing(id))!.clocks.resolution!.state).toBe('running');
    expect((await house.ticket(id)).status).toBe('in_progress');
  });

  it('count elapsed time on when the priority changes', async () => {
    const { requesterId } = await anAgreement(house, {
      targets: [
        { priority: 'normal', reactionMinutes: 60, resolutionMinutes: 600 },
        { priority: 'urgent', reactionMinutes: 10, resolutionMinutes: 100 },
      ],
    });
    const { id, createdAt } = await house.register({ requesterId });
    await edit(id, { priority: 'urgent' });
    expect((await standing(id))!.clocks.resolution).toMatchObject({
      businessMinutesTarget: 100,
      due: createdAt.getTime() + 100 * minute,
    });
    await edit(id, { priority: 'low' });
    expect((await standing(id))!.clocks.resolution!.state).toBe('paused');
  });

  it('warn once and breach once, however often they are looked at', async () => {
    const { requesterId } = await anAgreement(house);
    const { id, createdAt } = await house.register({ requesterId });
    for (const at of [31, 31, 46, 61, 61, 90]) await judgeAt(id, createdAt.getTime() + at * minute);
    expect((await ledger(id)).filter((line) => line.startsWith('reaction'))).toEqual([
      'reaction started',
      'reaction warned 50',
      'reaction warned 75',
      'reaction breached',
    ]);
  });

  it('leave a breach unconfirmed while a linked system is out of reach, and confirm it when it was read', async () => {
    const { requesterId } = await anAgreement(house);
    const { id, createdAt } = await house.standing({ requesterId });
    await house.db.query(`insert into gates (system, open) values ('helpdesk', false)`);
    await judgeAt(id, createdAt.getTime() + 61 * minute);
    expect((await standing(id))!.clocks.reaction).toMatchObject({ state: 'breached', unconfirmed: true });
    await house.db.query(`delete from gates where system = 'helpdesk'`);
    await judgeAt(id, createdAt.getTime() + 62 * minute);
    expect((await standing(id))!.clocks.reaction!.unconfirmed).toBeUndefined();
    expect(await ledger(id)).toContain('reaction corrected confirmed');
  });

  it('do what an escalation level asks for, once', async () => {
    const { requesterId } = await anAgreement(house, {
      escalations: [
        { at: 'reaction+0m', do: [{ raisePriority: true }, { comment: 'Nobody answered' }, { fly: 'high' }] },
      ],
    });
    const { id } = await house.register({ requesterId });
    await house.db.query(`update sla_facts set at = at - interval '61 minutes' where ticket_id = $1`, [id]);
    await house.db.query('update tickets set sla_next_at = now() where id = $1', [id]);
    for (let i = 0; i < 2; i += 1) await house.tx((tx) => lookAtClocks(tx, id, house.rules));
    expect((await house.ticket(id)).priority).toBe('high');
    expect(
      await house.rows('select visibility, author_name as author from comments where ticket_id = $1', [id]),
    ).toEqual([{ visibility: 'internal', author: 'SLA' }]);
    expect(
      await house.rows('select state, because from sla_actions where ticket_id = $1 order by step', [id]),
    ).toEqual([
      { state: 'done', because: null },
      { state: 'done', because: null },
      { state: 'failed', because: expect.stringContaining('no action that we know') },
    ]);
  });

  it('go by an edited contract from then on, but a judged clock keeps its verdict', async () => {
    const agreement = await anAgreement(house);
    const { requesterId, contractId } = agreement;
    const { id, createdAt } = await house.register({ requesterId });
    await say(id, 'public');
    const contract = (await contractById(house.db, contractId))!;
    await house.tx(async (tx) => {
      await updateContract(tx, contractId, {
        ...contract,
        organisationId: agreement.organisationId,
        calendarId: agreement.calendarId,
        terms: {
          ...contract.terms,
          targets: [{ priority: 'normal', reactionMinutes: 1, resolutionMinutes: 30 }],
        },
      });
      await termsEdited(tx, { contractId });
    });
    await house.tx((tx) => lookAtClocks(tx, id, house.rules));
    expect((await standing(id))!.clocks).toMatchObject({
      reaction: { state: 'met', businessMinutesTarget: 60 },
      resolution: { businessMinutesTarget: 30, due: createdAt.getTime() + 30 * minute },
    });
    const lines = (await ledger(id)).length;
    await house.tx(async (tx) => {
      await termsEdited(tx, { contractId });
      await lookAtClocks(tx, id, house.rules);
    });
    expect(await ledger(id)).toHaveLength(lines);
  });

  it('do nothing of what follows upon a breach before that is confirmed', async () => {
    const { requesterId } = await anAgreement(house, {
      escalations: [{ at: 'reaction+0m', do: [{ raisePriority: 'urgent' }] }],
    });
    const { id } = await house.standing({ requesterId });
    await house.db.query(`update sla_facts set at = at - interval '61 minutes' where ticket_id = $1`, [id]);
    await house.db.query('update tickets set sla_next_at = now() where id = $1', [id]);
    await house.db.query(
      `insert into gates (system, open, since) values ('helpdesk', false, now() - interval '10 minutes')`,
    );
    await house.tx((tx) => lookAtClocks(tx, id, house.rules));
    expect((await house.ticket(id)).priority).toBe('normal');
    await house.db.query(`delete from gates where system = 'helpdesk'`);
    await house.tx((tx) => lookAtClocks(tx, id, house.rules));
    expect((await house.ticket(id)).priority).toBe('urgent');
  });

  it('stand still for a ticket that was merged into another', async () => {
    const { requesterId } = await anAgreement(house);
    const source = await house.register({ requesterId });
    const target = await house.register({ requesterId });
    await house.tx((tx) => house.commands.merge(tx, source.id, target.id, operator));
    await judgeAt(source.id, Date.now() + 100 * minute);
    expect(await ledger(source.id)).not.toContain('reaction breached');
    expect((await standing(target.id))!.clocks.reaction!.state).toBe('running');
    expect((await house.ticket(source.id)).slaNextAt).toBeNull();
  });

  it('are judged by an ended contract only for what was registered before', async () => {
    const { requesterId } = await anAgreement(house, {}, { endsOn: '2021-12-31' });
    const ticket = await house.register({ requesterId });
    expect(await standing(ticket.id)).toBeUndefined();
  });

  it('are covered for as many tickets as the entitlement grants', async () => {
    const { requesterId } = await anAgreement(house, { entitlement: { tickets: 1, per: 'month' } });
    const [first, second] = [await house.register({ requesterId }), await house.register({ requesterId })];
    expect(await standing(first.id)).toBeDefined();
    expect(await standing(second.id)).toBeUndefined();
  });
});
