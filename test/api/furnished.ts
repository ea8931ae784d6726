import { usualCallRules } from '../../domain/call/rules';
import { spooledBytes } from '../../platform/spool';
import { transaction } from '../../store/database';
import { closeGate } from '../../store/gates';
import { keepMail } from '../../store/mail/arrivals';
import { saveEnvelope, settleMail } from '../../store/mail/mails';
import { raiseProblem } from '../../store/problems';
import { createUser } from '../../store/users';
import { makeUser, secret } from './access-house';
import { aTicket, openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

/** A desk with a little of everything, and the address of every page of the staff. */
export interface Furnished {
  readonly desk: Desk;
  /** The ticket that has most to show. */
  readonly number: string;
  readonly paths: readonly string[];
}

const day = [['00:00', '24:00']];
const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day };
const targets = ['low', 'normal', 'high', 'urgent'].map((priority) => ({
  priority,
  reactionMinutes: 60,
  resolutionMinutes: 480,
}));

/** Opens it; close its desk at the end. An administrator `admin` with the password `correct horse` sees everything. */
export const openFurnished = async (): Promise<Furnished> => {
  const desk = await openDesk({
    telephony: { country: 'RU', rules: usualCallRules, cti: { token: 'token' } },
    secret,
    goesTo: () => ['helpdesk', 'executors'],
    systems: [
      { name: 'helpdesk', role: 'desk', type: 'request-tracker', place: 'Support' },
      { name: 'executors', role: 'tracker', type: 'redmine', place: 'Network' },
    ],
  });
  const adminId = await makeUser(desk, 'admin', 'administrator', { name: 'Ольга Смирнова' });
  await desk.db.query('update users set language = null');
  const ids = await agreements(desk);
  const number = await tickets(desk, adminId, ids.service);
  const admin = new PageVisitor(desk);
  await admin.signIn('admin');
  const ways = await work(desk, admin, number);
  const mail = await aMail(desk);
  const call = await aCall(desk);
  const run = (await desk.call('POST', '/sync/reconcile', { repair: false })).json.id;
  return {
    desk,
    number,
    paths: [
      '/tickets',
      '/tickets?q=нетничего',
      '/tickets/new',
      `/tickets/${number}`,
      ...ways,
      '/board',
      '/keys',
      '/answers',
      '/answers/new',
      '/answers/1',
      '/priorities',
      '/contracts',
      '/contracts/new',
      `/contracts/${ids.contract}`,
      `/contracts/${ids.contract}/edit`,
      '/calendars',
      '/calendars/new',
      `/calendars/${ids.calendar}`,
      `/calendars/${ids.calendar}/edit`,
      '/services',
      '/services/new',
      `/services/${ids.service}`,
      `/services/${ids.service}/questions`,
      '/organisations',
      '/organisations/new',
      `/organisations/${ids.organisation}`,
      '/reports',
      '/mails',
      `/mails/${mail}`,
      '/phone',
      `/phone/calls/${call}/ticket`,
      '/notifications',
      '/notifications/rules',
      '/notifications/templates',
      '/notifications/templates/registered/ru',
      '/sync',
      `/sync/reconciliations/${run}`,
      '/account',
      '/account/second-factor',
      '/users',
      '/users/new',
      `/users/${adminId}`,
      '/audit',
      '/personal-data',
      '/personal-data?q=Анна',
      '/personal-data/1',
      '/tickets/SD-9999',
    ],
  };
};

const agreements = async (desk: Desk) => {
  const made = async (path: string, body: object): Promise<string> => {
    const { status, json } = await desk.call('POST', path, body);
    if (status !== 201) throw new Error(`${path}: ${JSON.stringify(json)}`);
    return json.id;
  };
  const calendar = await made('/calendars', { name: 'Круглосуточно', timeZone: 'Europe/Moscow', week });
  const service = await made('/services', { name: 'Печать', description: 'Принтеры и копиры' });
  const organisation = await made('/organisations', { name: 'Ромашка', sites: ['Москва'] });
  const contract = await made('/contracts', {
    number: 'К-1',
    organisation,
    services: [service],
    startsOn: '2020-01-01',
    endsOn: '2099-12-31',
    calendar,
    targets,
    pauseOn: ['waiting_customer'],
    warnAt: [50],
  });
  await made('/contacts', {
    name: 'Анна Петрова',
    email: 'anna@example.test',
    phone: '+74951110001',
    organisation,
  });
  await desk.call('PUT', `/services/${service}/questions`, {
    questions: [
      { kind: 'text', required: true, label: { ru: 'Номер кабинета', en: 'Room' } },
      { kind: 'yesno', required: false, label: { ru: 'Горит лампа', en: 'Is the lamp on' } },
    ],
  });
  return { calendar, service, organisation, contract };
};

const tickets = async (desk: Desk, adminId: number, service: string): Promise<string> => {
  const make = async (more: object): Promise<string> =>
    (await desk.call('POST', '/tickets', aTicket({ service, ...more }))).json.number;
  const [number, other] = [await make({}), await make({ title: 'Картридж', priority: 'urgent' })];
  await make({ title: 'Без договора', service: undefined, requester: { name: 'Пётр' } });
  await desk.call('POST', `/tickets/${number}/comments`, { body: 'Проверьте кабель', visibility: 'public' });
  await desk.call('POST', `/tickets/${number}/comments`, { body: 'Похоже, картридж' });
  await desk.call('POST', `/tickets/${number}/relations`, { relation: 'caused_by', ticket: other });
  await desk.call('PATCH', `/tickets/${other}`, { status: 'waiting_customer', assignee: 'admin' });
  const { rows } = await desk.db.query<{ id: number; ticketId: number }>(
    `select l.id, l.ticket_id as "ticketId" from links l join tickets t on t.id = l.ticket_id where t.number = $1 order by l.id`,
    [number],
  );
  await raiseProblem(desk.db, {
    ticketId: rows[0]!.ticketId,
    linkId: rows[0]!.id,
    system: 'helpdesk',
    kind: 'field-refused',
    field: 'title',
    value: 'long',
    values: { field: 'title', value: 'long', ticket: number, record: '7' },
  });
  await desk.db.query(
    `insert into conflicts (ticket_id, field, winner, loser) values ($1, 'priority', $2, $3)`,
    [
      rows[0]!.ticketId,
      { system: 'front', value: 'normal', at: Date.now(), actor: 'Ольга' },
      { system: 'executors', value: 'urgent', at: Date.now() - 1000, actor: 'Egor' },
    ],
  );
  await closeGate(desk.db, 'executors', 'down');
  await createUser(desk.db, { login: 'boris', name: 'Борис Ильин', role: 'operator' });
  await desk.db.query(
    `insert into presence (ticket_id, user_id, writing, seen_at) select $1, id, true, now() + interval '1 hour' from users where id <> $2`,
    [rows[0]!.ticketId, adminId],
  );
  return number;
};

/** Canned answers, views, an action on many, and the pages that begin at the ticket. */
const work = async (desk: Desk, admin: PageVisitor, number: string): Promise<readonly string[]> => {
  const _csrf = await admin.csrf('/tickets');
  await admin.post('/answers', {
    'title.ru': 'Приняли в работу',
    'title.en': 'Taken up',
    'body.ru':
      'Здравствуйте, {{requester.name}}! Заявка {{ticket.number}} в работе, срок: {{deadline}}. {{operator.name}}',
    'body.en':
      'Dear {{requester.name}}, {{ticket.number}} is being worked on, due {{deadline}}. {{operator.name}}',
    _csrf,
  });
  await admin.post('/views', {
    place: 'board',
    name: 'Срочные',
    query: 'priority=urgent',
    shared: 'on',
    _csrf,
  });
  const { location } = (
    await admin.post('/bulk', { [`t.${number}`]: 'on', 't.SD-9999': 'on', priority: 'high', _csrf })
  ).headers;
  const [comment] = (await desk.call('GET', `/tickets/${number}/comments`)).json.items;
  const other = (await desk.call('GET', `/tickets/${number}/relations`)).json.items[0].ticket;
  return [
    `/tickets/${number}/merge`,
    `/tickets/${number}/merge?into=${other}`,
    `/tickets/${number}/split?comment=${String(comment.id).replace('C-', '')}`,
    String(location),
  ];
};

const aMail = async (desk: Desk): Promise<number> => {
  const place = { mailbox: 'support', uidValidity: '1', uid: 1 };
  const bytes = spooledBytes(Buffer.from('From: anna@example.test\r\n\r\nПринтер'));
  const { id } = await transaction(desk.db, (tx) => keepMail(tx, place, bytes, new Date()));
  await saveEnvelope(desk.db, id, {
    messageId: 'one@example.test',
    contentHash: 'aa',
    fromName: 'Anna',
    fromAddress: 'anna@example.test',
    subject: 'Принтер',
    recipients: [],
  });
  await settleMail(desk.db, id, { state: 'held', because: 'claims to belong to SD-1' });
  return id;
};

const aCall = async (desk: Desk): Promise<string> => {
  const call = { callId: 'one', from: '74951110001', to: '74957654321', direction: 'in', user: 'admin' };
  for (const event of ['newCall', 'answer'])
    await desk.app.inject({ method: 'POST', url: '/api/v1/calls/cti/token', payload: { event, ...call } });
  return (await desk.call('GET', '/calls')).json.items[0].id;
};
