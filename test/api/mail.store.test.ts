import { spooledBytes } from '../../platform/spool';
import { transaction } from '../../store/database';
import { keepMail } from '../../store/mail/arrivals';
import { saveContent, saveFiles } from '../../store/mail/contents';
import { saveMailboxState } from '../../store/mail/mailbox-states';
import { saveEnvelope, settleMail, type Settlement } from '../../store/mail/mails';
import { openDesk, type Desk } from './desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

let uid = 0;
const bytes = (text: string) => Buffer.from(`From: anna@example.test\r\n\r\n${text} \xff`, 'latin1');
const aMail = async (text: string, how?: Settlement, detail: object = {}, html?: string): Promise<number> => {
  const place = { mailbox: 'support', uidValidity: '1', uid: (uid += 1) };
  const { id } = await transaction(desk.db, (tx) =>
    keepMail(tx, place, spooledBytes(bytes(text)), new Date('2026-01-05T07:15:00Z')),
  );
  await saveEnvelope(desk.db, id, {
    messageId: `${text}@example.test`,
    contentHash: 'aa',
    fromName: 'Anna',
    fromAddress: 'anna@example.test',
    subject: text,
    recipients: [],
  });
  await saveContent(desk.db, id, {
    text: `${text} > all`,
    reply: text,
    detail: { ...detail },
    ...(html ? { html } : {}),
  });
  if (how) await settleMail(desk.db, id, how);
  return id;
};

describe('GET /mail', () => {
  it('shows a row for every mail, what became of it and why, by Message-ID with or without brackets', async () => {
    await aMail('held', { state: 'held', because: 'claims to belong to SD-1' });
    const wanted = {
      mailbox: 'support',
      messageId: 'held@example.test',
      from: 'Anna <anna@example.test>',
      subject: 'held',
      receivedAt: '2026-01-05T07:15:00.000Z',
      state: 'held',
      because: 'claims to belong to SD-1',
    };
    for (const id of ['held@example.test', '%3Cheld@example.test%3E'])
      expect((await desk.call('GET', `/mail?messageId=${id}`)).json.items).toMatchObject([wanted]);
  });

  it('filters by state and refuses one that there is none of', async () => {
    await aMail('lost', { state: 'quarantined', because: 'senderless' });
    const { json } = await desk.call('GET', '/mail?state=quarantined');
    expect(json.items.map((mail: { subject: string }) => mail.subject)).toEqual(['lost']);
    expect((await desk.call('GET', '/mail?state=gone')).status).toBe(422);
  });

  it('shows what is still being read only when it is asked for, or takes long', async () => {
    const id = await aMail('fresh');
    const subjects = async (query: string) =>
      (await desk.call('GET', `/mail${query}`)).json.items.map((mail: { subject: string }) => mail.subject);
    expect(await subjects('')).not.toContain('fresh');
    expect(await subjects('?state=open')).toContain('fresh');
    await desk.db.query(`update mails set stored_at = now() - interval '6 seconds' where id = $1`, [id]);
    expect(await subjects('')).toContain('fresh');
  });

  it('is for staff only: a portal user sees no mail, no bytes, and lets nothing in', async () => {
    const id = await aMail('secret', { state: 'held' });
    const key = await desk.keyOf('portal');
    for (const [method, path] of [
      ['GET', '/mail'],
      ['GET', `/mail/${id}`],
      ['GET', `/mail/${id}/raw`],
      ['GET', `/mail/${id}/html`],
      ['GET', '/mailboxes'],
      ['POST', `/mail/${id}/reprocess`],
      ['POST', `/mail/${id}/original-sender`],
    ] as const)
      expect([path, (await desk.call(method, path, undefined, { key })).status]).toEqual([path, 403]);
    expect((await desk.call('GET', '/mail', undefined, { key: await desk.keyOf('operator') })).status).toBe(
      200,
    );
  });
});

describe('one mail', () => {
  it('gives its bytes as they came, never as a page', async () => {
    const id = await aMail('raw', { state: 'ignored' });
    const { raw } = await desk.call('GET', `/mail/${id}/raw`);
    expect(raw.rawPayload).toEqual(bytes('raw'));
    expect(raw.headers).toMatchObject({
      'content-type': 'message/rfc822',
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(/^attachment/),
    });
  });

  it('gives all of its text beside what is new in it', async () => {
    const id = await aMail('words', { state: 'ignored' }, { protection: 'signed' });
    expect((await desk.call('GET', `/mail/${id}`)).json).toMatchObject({
      text: 'words > all',
      reply: 'words',
      protection: 'signed',
    });
  });

  it('shows its HTML in a sandbox that loads nothing from elsewhere until it is asked', async () => {
    const id = await aMail(
      'page',
      { state: 'ignored' },
      {},
      '<p>hi</p><img data-cid="a"><img data-remote="https://far.test/x.png">',
    );
    await saveFiles(desk.db, id, [
      { attachmentId: null, filename: 'x', mediaType: 'image/png', size: 1, cid: 'a' },
    ]);
    const { raw } = await desk.call('GET', `/mail/${id}/html`);
    expect(raw.body).toContain('<p>hi</p>');
    expect(raw.body).not.toContain('src=');
    expect(raw.headers['content-security-policy']).toMatch(
      /default-src 'none'; img-src 'self' data:; .*sandbox/,
    );
    const withImages = (await desk.call('GET', `/mail/${id}/html?images=true`)).raw;
    expect(withImages.body).toContain('src="https://far.test/x.png"');
  });

  it('that there is none of is not found', async () => {
    for (const path of ['/mail/999999', '/mail/999999/raw', '/mail/x/raw'])
      expect((await desk.call('GET', path)).status).toBe(404);
  });
});

describe('POST /mail/:id/reprocess', () => {
  it('lets a held mail be read again as a person decides', async () => {
    const id = await aMail('once more', { state: 'held' });
    const answer = await desk.call('POST', `/mail/${id}/reprocess`, { as: 'ticket' });
    expect([answer.status, answer.json.state]).toEqual([202, 'open']);
    const { rows } = await desk.db.query('select decision from mails where id = $1', [id]);
    expect(rows[0].decision).toEqual({ as: 'ticket', by: 'Administrator' });
  });

  it('needs no body', async () => {
    const id = await aMail('again', { state: 'quarantined' });
    expect((await desk.call('POST', `/mail/${id}/reprocess`)).status).toBe(202);
  });

  it('refuses a comment without a ticket, and a ticket that there is none of', async () => {
    const id = await aMail('where', { state: 'held' });
    expect((await desk.call('POST', `/mail/${id}/reprocess`, { as: 'comment' })).status).toBe(422);
    expect(
      (await desk.call('POST', `/mail/${id}/reprocess`, { as: 'comment', ticket: 'SD-999999' })).status,
    ).toBe(422);
  });

  it('does nothing to a mail that is in a ticket', async () => {
    const id = await aMail('done', { state: 'comment' });
    expect((await desk.call('POST', `/mail/${id}/reprocess`)).status).toBe(422);
  });
});

it('the author of a forwarded mail becomes the requester, and who forwarded it takes part', async () => {
  const ticket = (
    await desk.call('POST', '/tickets', {
      title: 'Fwd',
      description: '',
      channel: 'email',
      requester: { name: 'Anna', email: 'anna@example.test' },
    })
  ).json;
  const { rows } = await desk.db.query(
    'select id, requester_id as requester from tickets where number = $1',
    [ticket.number],
  );
  const how = { state: 'ticket', ticketId: rows[0].id, senderId: rows[0].requester } as const;
  const id = await aMail('forward', how, { forwarded: { name: 'Bob', address: 'bob@example.test' } });
  expect((await desk.call('POST', `/mail/${id}/original-sender`)).json).toEqual({ ticket: ticket.number });
  expect((await desk.call('GET', `/tickets/${ticket.number}`)).json.requester).toMatchObject({
    name: 'Bob',
    email: 'bob@example.test',
  });
  expect(
    (
      await desk.db.query('select contact_id as id from ticket_participants where ticket_id = $1', [
        rows[0].id,
      ])
    ).rows,
  ).toEqual([{ id: rows[0].requester }]);
  expect(desk.woken).toContain(ticket.number);
});

it('GET /mailboxes tells how each mailbox fares', async () => {
  await saveMailboxState(
    desk.db,
    { name: 'support', address: 'support@helpdesk.test' },
    { state: 'refused', error: 'the server refuses the login', advice: 'Check user and password.' },
  );
  expect((await desk.call('GET', '/mailboxes')).json.items).toMatchObject([
    {
      mailbox: 'support',
      state: 'refused',
      error: 'the server refuses the login',
      advice: 'Check user and password.',
      quarantined: 1,
    },
  ]);
});
