import type { NotifyEvent } from './event';

type Templates = { readonly [event in NotifyEvent]: string };

const ru: Templates = {
  registered: `Здравствуйте! Мы получили ваш запрос, его номер {{number}}.

{{title}}

Чтобы что-то добавить, просто ответьте на это письмо.`,
  comment: `{{author}}:

{{text}}{{#files}}

Файлы: {{files}}{{/files}}`,
  file: `{{author}}, файлы к запросу {{number}}: {{files}}`,
  status: `Новый статус запроса {{number}}: {{status}}.`,
  waiting: `Чтобы продолжить работу над запросом {{number}}, нам нужен ваш ответ. Просто ответьте на это письмо.`,
  resolved: `Запрос {{number}} «{{title}}» решён. Если это не так, ответьте на это письмо, и мы продолжим.`,
  closed: `Запрос {{number}} «{{title}}» закрыт.`,
  merged: `Ваш запрос {{number}} объединён с {{into}}: ответ придёт по нему.`,
  assigned: `Вам назначена заявка {{number}} «{{title}}», приоритет: {{priority}}.{{#service}}
Услуга: {{service}}{{/service}}
Заявитель: {{requester}}`,
  warning: `{{number}} «{{title}}»: использовано {{level}}, {{clock}}.{{#due}} Срок: {{due}}.{{/due}}{{#assignee}}
Исполнитель: {{assignee}}{{/assignee}}`,
  breach: `{{number}} «{{title}}»: срок нарушен, {{clock}}.{{#due}} Срок был: {{due}}.{{/due}}{{#assignee}}
Исполнитель: {{assignee}}{{/assignee}}`,
  escalation: `{{number}} «{{title}}»: эскалация {{level}}.{{#due}} Срок: {{due}}.{{/due}}{{#assignee}}
Исполнитель: {{assignee}}{{/assignee}}`,
  'contract.ending': `Договор {{contract}} заканчивается через {{days}} дн.`,
  oversized: `Здравствуйте! Ваше письмо «{{title}}» слишком велико: {{size}} МБ, а прочитать мы можем не больше {{limit}} МБ.

Мы сохранили его как пришло, но заявка по нему ещё не создана. Пожалуйста, пришлите его ещё раз без больших файлов.`,
};

const en: Templates = {
  registered: `Hello! We have received your request, its number is {{number}}.

{{title}}

To add something, just reply to this mail.`,
  comment: `{{author}}:

{{text}}{{#files}}

Files: {{files}}{{/files}}`,
  file: `{{author}}, files for request {{number}}: {{files}}`,
  status: `New status of request {{number}}: {{status}}.`,
  waiting: `To go on with request {{number}} we need your answer. Just reply to this mail.`,
  resolved: `Request {{number}} “{{title}}” is resolved. If it is not, reply to this mail and we go on.`,
  closed: `Request {{number}} “{{title}}” is closed.`,
  merged: `Your request {{number}} was merged with {{into}}: that is where it will be answered.`,
  assigned: `Ticket {{number}} “{{title}}” is assigned to you, priority: {{priority}}.{{#service}}
Service: {{service}}{{/service}}
Requester: {{requester}}`,
  warning: `{{number}} “{{title}}”: {{level}} used, {{clock}}.{{#due}} Due: {{due}}.{{/due}}{{#assignee}}
Assignee: {{assignee}}{{/assignee}}`,
  breach: `{{number}} “{{title}}”: deadline missed, {{clock}}.{{#due}} It was due: {{due}}.{{/due}}{{#assignee}}
Assignee: {{assignee}}{{/assignee}}`,
  escalation: `{{number}} “{{title}}”: escalation {{level}}.{{#due}} Due: {{due}}.{{/due}}{{#assignee}}
Assignee: {{assignee}}{{/assignee}}`,
  'contract.ending': `Contract {{contract}} ends in {{days}} days.`,
  oversized: `Hello! Your mail “{{title}}” is too large: {{size}} MB, and we can read at most {{limit}} MB.

It is kept as it came, but there is no ticket of it yet. Please send it again without its large files.`,
};

/** The texts that come with the program. */
export const defaultTemplates: { readonly [language in 'ru' | 'en']: Templates } = { ru, en };
