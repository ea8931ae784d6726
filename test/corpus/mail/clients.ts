import { mailCase, multipart, htmlPart, htmlMail, plain, textPart, type MailCase } from './case';

const en = 'It works now, thank you.';
const ru = 'Теперь печатает, спасибо.';

/** How a client writes below a reply; the quoted text is the same everywhere. */
const quoted = (name: string, below: string, answer: string): MailCase =>
  mailCase(name, plain(`${answer}\n\n${below}`), {
    reply: answer,
    kind: 'person',
    text: new RegExp(escape(below.split('\n')[0]!)),
  });
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const outlookEn = `From: Service desk <support@helpdesk.test>
Sent: Monday, January 5, 2026 10:15 AM
To: Anna Petrova <anna@example.test>
Subject: [SD-1042] Printer

Did you switch it off and on?`;
const outlookRu = `От: Служба поддержки <support@helpdesk.test>
Отправлено: понедельник, 5 января 2026 г. 10:15
Кому: Анна Петрова <anna@example.test>
Тема: [SD-1042] Принтер

Вы его выключали?`;

export const clients: readonly MailCase[] = [
  quoted(
    'Gmail, English',
    `On Mon, 5 Jan 2026 at 10:15, Service desk <support@helpdesk.test> wrote:\n\n> Did you switch it off and on?\n>\n> Olga`,
    en,
  ),
  quoted(
    'Gmail, Russian',
    `пн, 5 янв. 2026 г. в 10:15, Служба поддержки <support@helpdesk.test>:\n\n> Вы его выключали?\n>\n> Ольга`,
    ru,
  ),
  quoted(
    'Gmail, English, broken line',
    `On Mon, 5 Jan 2026 at 10:15, The service desk of Example Limited and Partners\n<support@helpdesk.test> wrote:\n\n> Did you switch it off and on?`,
    en,
  ),
  quoted(
    'Gmail, Russian, broken line',
    `пн, 5 янв. 2026 г. в 10:15, Служба поддержки общества Пример и партнёры\n<support@helpdesk.test>:\n\n> Вы его выключали?`,
    ru,
  ),
  quoted('Outlook for Windows, English', outlookEn, en),
  quoted('Outlook for Windows, Russian', outlookRu, ru),
  quoted('Outlook on the web, English', `________________________________\n${outlookEn}`, en),
  quoted('Outlook on the web, Russian', `________________________________\n${outlookRu}`, ru),
  quoted('Outlook Express, English', `-----Original Message-----\n${outlookEn}`, en),
  quoted('Outlook Express, Russian', `-----Исходное сообщение-----\n${outlookRu}`, ru),
  quoted(
    'Apple Mail, English',
    `> On 5 Jan 2026, at 10:15, Service desk <support@helpdesk.test> wrote:\n> \n> Did you switch it off and on?`,
    en,
  ),
  quoted(
    'Apple Mail, Russian',
    `> 5 янв. 2026 г., в 10:15, Служба поддержки <support@helpdesk.test> написал(а):\n> \n> Вы его выключали?`,
    ru,
  ),
  quoted(
    'iPhone, English',
    `Sent from my iPhone\n\n> On 5 Jan 2026, at 10:15, Service desk <support@helpdesk.test> wrote:\n> \n> Did you switch it off and on?`,
    en,
  ),
  quoted(
    'iPhone, Russian',
    `Отправлено с iPhone\n\n> 5 янв. 2026 г., в 10:15, Служба поддержки <support@helpdesk.test> написал(а):\n> \n> Вы его выключали?`,
    ru,
  ),
  quoted(
    'Thunderbird, English',
    `On 05/01/2026 10:15, Service desk wrote:\n> Did you switch it off and on?`,
    en,
  ),
  quoted('Thunderbird, Russian', `05.01.2026 10:15, Служба поддержки пишет:\n> Вы его выключали?`, ru),
  quoted(
    'Yandex, English',
    `05.01.2026, 10:15, "Service desk" <support@helpdesk.test>:\n\nDid you switch it off and on?`,
    en,
  ),
  quoted(
    'Yandex, Russian',
    `05.01.2026, 10:15, "Служба поддержки" <support@helpdesk.test>:\n\nВы его выключали?`,
    ru,
  ),
  quoted(
    'Mail.ru, English',
    `Monday, 5 January 2026, 10:15 +03:00 from Service desk <support@helpdesk.test>:\n\n> Did you switch it off and on?`,
    en,
  ),
  quoted(
    'Mail.ru, Russian',
    `Понедельник, 5 января 2026, 10:15 +03:00 от Служба поддержки <support@helpdesk.test>:\n \n> Вы его выключали?`,
    ru,
  ),
  quoted(
    'Outlook for Android, English',
    `Get Outlook for Android<https://aka.ms/AAb9ysg>\n________________________________\n${outlookEn}`,
    en,
  ),
  quoted(
    'Outlook for Android, Russian',
    `Скачать Outlook для Android<https://aka.ms/AAb9ysg>\n________________________________\n${outlookRu}`,
    ru,
  ),
  quoted(
    'Samsung mail, English',
    `Sent from my Galaxy\n\n-------- Original message --------\nFrom: Service desk <support@helpdesk.test>\nDate: 05/01/2026 10:15 (GMT+03:00)\nTo: anna@example.test\nSubject: Printer\n\nDid you?`,
    en,
  ),
  quoted(
    'Samsung mail, Russian',
    `Отправлено с моего Galaxy\n\n-------- Исходное сообщение --------\nОт: Служба поддержки <support@helpdesk.test>\nДата: 05.01.2026 10:15 (GMT+03:00)\nКому: anna@example.test\nТема: Принтер\n\nВы?`,
    ru,
  ),
  quoted(
    'Outlook with bold heads, English',
    `*From:* Service desk <support@helpdesk.test>\n*Sent:* Monday, January 5, 2026 10:15 AM\n*To:* Anna\n\nDid you?`,
    en,
  ),
  quoted(
    'Our own line above everything',
    `##- Ответ пишите выше этой строки · Please type your reply above this line -##\n\nЗаявка SD-1042\nВы его выключали?`,
    ru,
  ),
  quoted(
    'Our own line in a quotation',
    `> ##- Ответ пишите выше этой строки · Please type your reply above this line -##\n> Заявка SD-1042`,
    ru,
  ),
  mailCase('a signature after two dashes', plain(`${en}\n\n-- \nAnna Petrova\nExample Ltd`), {
    reply: en,
    text: /Example Ltd/,
  }),
  mailCase(
    'answers between the quoted lines stay with what they answer',
    plain('> Did you switch it off?\nYes.\n\n> And on again?\nNo.\n'),
    {
      reply: /switch it off\?[\s\S]*Yes\.[\s\S]*on again\?[\s\S]*No\./,
    },
  ),
  mailCase(
    'an answer below the quotation',
    plain(
      'On Mon, 5 Jan 2026 at 10:15, Service desk <support@helpdesk.test> wrote:\n> Did you switch it off?\n\nYes, twice.\n',
    ),
    {
      reply: /Yes, twice\./,
    },
  ),
  mailCase('a reply that is all quotation is not emptied', plain('> Did you switch it off?\n> Yes\n'), {
    reply: /Did you switch it off/,
  }),
  mailCase(
    'a text that only looks like a head is not cut',
    plain('Hello,\n\nFrom: the warehouse we need ten toners.\n\nAnna'),
    { reply: /ten toners/ },
  ),
  mailCase(
    'a price list with dashes is not cut',
    plain('Prices:\n- - - - -\nToner 10\n-----\nPaper 5\n\nPlease order.'),
    { text: /Please order/ },
  ),
  mailCase(
    '«пишет:» in the middle of a sentence is not cut',
    plain('Программа пишет: ошибка 5.\nЧто делать?'),
    { reply: 'Программа пишет: ошибка 5.\nЧто делать?' },
  ),
  mailCase('“wrote:” in a sentence is not cut', plain('The program wrote: error 5.\nWhat now?'), {
    reply: 'The program wrote: error 5.\nWhat now?',
  }),
  mailCase(
    'only HTML, from Gmail',
    htmlMail(
      `<div dir="ltr">${en}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, 5 Jan 2026 at 10:15, Service desk &lt;<a href="mailto:support@helpdesk.test">support@helpdesk.test</a>&gt; wrote:<br></div><blockquote>Did you?</blockquote></div>`,
    ),
    {
      reply: en,
      html: { has: [en, 'Did you?'] },
    },
  ),
  mailCase(
    'only HTML, from Outlook',
    htmlMail(
      `<div class=WordSection1><p class=MsoNormal>${ru}</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>От:</b> Служба поддержки &lt;support@helpdesk.test&gt; <br><b>Отправлено:</b> понедельник, 5 января 2026 г. 10:15<br><b>Кому:</b> Анна<br><b>Тема:</b> Принтер</p></div><p>Вы его выключали?</p></div>`,
    ),
    {
      reply: ru,
      html: { has: [ru, 'выключали'] },
    },
  ),
  mailCase(
    'text and HTML beside each other',
    multipart('alternative', [
      textPart(`${en}\n\nOn Mon, 5 Jan 2026 at 10:15, Desk <support@helpdesk.test> wrote:\n> Did you?`),
      htmlPart(`<p>${en}</p>`),
    ]),
    {
      reply: en,
      html: { has: [en] },
    },
  ),
  mailCase(
    'text that is empty beside HTML that is not',
    multipart('alternative', [textPart(' \r\n'), htmlPart(`<p>${ru}</p>`)]),
    { reply: ru },
  ),
  mailCase(
    'format=flowed',
    plain('This is a long line that was \nbroken by the client and is \none paragraph.\n', {
      'Content-Type': 'text/plain; charset=utf-8; format=flowed',
    }),
    {
      text: /long line that was broken by the client and is one paragraph/,
    },
  ),
];
