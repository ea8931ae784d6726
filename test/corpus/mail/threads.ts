import { mailCase, plain, raw, type MailCase } from './case';

const subject = (name: string, given: string, title: string, number: string | null = null): MailCase =>
  mailCase(`subject: ${name}`, raw({ Subject: given }), { title, number });

export const threads: readonly MailCase[] = [
  subject('Re:', 'Re: Printer', 'Printer'),
  subject('RE: in capitals', 'RE: Printer', 'Printer'),
  subject('several in a row', 'Re: Fwd: RE: Printer', 'Printer'),
  subject('counted', 'Re[3]: Printer', 'Printer'),
  subject('AW: of Outlook', 'AW: WG: Drucker', 'Drucker'),
  subject('Ответ:', '=?utf-8?B?' + Buffer.from('Ответ: Принтер').toString('base64') + '?=', 'Принтер'),
  subject(
    'Отв: and Пересл:',
    '=?utf-8?B?' + Buffer.from('Отв: Пересл: Принтер').toString('base64') + '?=',
    'Принтер',
  ),
  subject('our number', 'Re: [SD-1042] Printer', 'Printer', 'SD-1042'),
  subject('our number in small letters', 'Re: [sd-1042] Printer', 'Printer', 'SD-1042'),
  subject('our number at the end', 'Printer [SD-77]', 'Printer', 'SD-77'),
  subject('two numbers: the first', '[SD-1] and [SD-2]', 'and', 'SD-1'),
  subject('a number without brackets is a word', 'About SD-1042', 'About SD-1042', null),
  subject('a foreign number', '[#1042] Printer', '[#1042] Printer', null),
  subject('a number that is none', '[SD-x] Printer', '[SD-x] Printer', null),
  subject('only our number', '[SD-1042]', '(без темы)', 'SD-1042'),
  subject('a word that begins like a prefix', 'Results: all fine', 'Results: all fine'),
  mailCase('In-Reply-To', raw({ 'In-Reply-To': '<a@helpdesk.test>' }), { references: ['a@helpdesk.test'] }),
  mailCase(
    'References over several lines',
    raw({ References: '<a@helpdesk.test>\r\n <b@helpdesk.test>\r\n\t<c@helpdesk.test>' }),
    { references: ['a@helpdesk.test', 'b@helpdesk.test', 'c@helpdesk.test'] },
  ),
  mailCase('References without spaces', raw({ References: '<a@helpdesk.test><b@helpdesk.test>' }), {
    references: ['a@helpdesk.test', 'b@helpdesk.test'],
  }),
  mailCase(
    'In-Reply-To with words around it (old Outlook)',
    raw({ 'In-Reply-To': 'Your message of Monday <a@helpdesk.test>' }),
    { references: ['a@helpdesk.test'] },
  ),
  mailCase(
    'a thousand References: the last fifty',
    raw({ References: Array.from({ length: 1000 }, (_, n) => `<${n}@helpdesk.test>`).join('\r\n ') }),
    { references: Array.from({ length: 50 }, (_, n) => `${950 + n}@helpdesk.test`) },
  ),
  mailCase(
    'copies: not us, not the sender, nobody twice',
    raw({
      To: 'Support <support@helpdesk.test>, bob@example.test',
      Cc: 'Bob <BOB@example.test>, anna@example.test, help@helpdesk.test, support+tag@helpdesk.test, noreply@shop.test, carol@example.test',
    }),
    { others: ['bob@example.test', 'carol@example.test'] },
  ),
  mailCase(
    'a contact form keeps its own From here',
    raw({ From: 'noreply@site.test', 'Reply-To': 'anna@example.test' }),
    { from: 'anna@example.test' },
  ),
  mailCase('Reply-To of a person does not replace him', raw({ 'Reply-To': 'evil@example.net' }), {
    from: 'anna@example.test',
  }),
  mailCase('an address in capitals', raw({ From: 'Anna <ANNA@Example.TEST>' }), {
    from: 'anna@example.test',
  }),
  mailCase('an address in a national domain', raw({ From: 'anna@почта.рф' }), { from: 'anna@почта.рф' }),
  mailCase('a quoted name with a comma', raw({ From: '"Petrova, Anna" <anna@example.test>' }), {
    name: 'Petrova, Anna',
  }),
  mailCase(
    'forwarded inline, Gmail',
    plain(
      'FYI\n\n---------- Forwarded message ---------\nFrom: Bob Brown <bob@example.test>\nDate: Mon, 5 Jan 2026 at 10:15\nSubject: Printer\nTo: <anna@example.test>\n\nIt is broken.',
      { Subject: 'Fwd: Printer' },
    ),
    { forwarded: 'bob@example.test', reply: /It is broken/, title: 'Printer' },
  ),
  mailCase(
    'forwarded inline, Gmail in Russian',
    plain(
      '---------- Forwarded message ---------\nОт: Борис <bob@example.test>\nDate: пн, 5 янв. 2026 г. в 10:15\nSubject: Принтер\n\nСломан.',
      { Subject: 'Fwd: Принтер' },
    ),
    { forwarded: 'bob@example.test', reply: /Сломан/ },
  ),
  mailCase(
    'forwarded inline, Outlook in Russian',
    plain(
      'Посмотрите\n\nОт: Борис Смирнов <bob@example.test>\nОтправлено: понедельник, 5 января 2026 г. 10:15\nКому: Анна\nТема: Принтер\n\nСломан.',
      { Subject: 'FW: Принтер' },
    ),
    { forwarded: 'bob@example.test', text: /Сломан/ },
  ),
  mailCase(
    'forwarded inline, Yandex',
    plain(
      '-------- Пересылаемое сообщение --------\n05.01.2026, 10:15, "Борис" <bob@example.test>:\n\nСломан.\n-------- Конец пересылаемого сообщения --------',
      { Subject: 'Fwd: Принтер' },
    ),
    { reply: /Сломан/ },
  ),
  mailCase(
    'forwarded inline, Apple',
    plain(
      'Begin forwarded message:\n\nFrom: Bob Brown <bob@example.test>\nSubject: Printer\nDate: 5 January 2026\n\nBroken.',
      { Subject: 'Fwd: Printer' },
    ),
    { forwarded: 'bob@example.test', reply: /Broken/ },
  ),
  mailCase('nothing is forwarded', plain('From: is a word', { Subject: 'Printer' }), { forwarded: null }),
];
