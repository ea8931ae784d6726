import type { Priority, Status } from '../ticket';

interface Words {
  readonly status: { readonly [status in Status]: string };
  readonly priority: { readonly [priority in Priority]: string };
  readonly clock: { readonly [clock: string]: string };
  readonly page: string;
  /** Above the list of many tickets. */
  readonly many: (count: number) => string;
  readonly more: (count: number) => string;
  readonly breach: string;
  readonly warning: string;
  readonly escalation: string;
  readonly digest: (count: number) => string;
  readonly tooLarge: string;
  readonly unsubscribe: string;
}

const ru: Words = {
  status: {
    new: 'новая',
    in_progress: 'в работе',
    waiting_customer: 'ждёт вашего ответа',
    waiting_supplier: 'ждёт поставщика',
    resolved: 'решена',
    closed: 'закрыта',
    cancelled: 'отменена',
  },
  priority: { low: 'низкий', normal: 'обычный', high: 'высокий', urgent: 'срочный' },
  clock: { reaction: 'время реакции', resolution: 'время решения' },
  page: 'Открыть на портале',
  many: (count) => `Сроки: ${count} заявок`,
  more: (count) => `и ещё ${count}`,
  breach: 'нарушен срок',
  warning: 'скоро срок',
  escalation: 'эскалация',
  digest: (count) => `Сводка: ${count} сообщений`,
  tooLarge: 'слишком велик для письма',
  unsubscribe: 'Не получать такие письма',
};

const en: Words = {
  status: {
    new: 'new',
    in_progress: 'in progress',
    waiting_customer: 'waiting for you',
    waiting_supplier: 'waiting for a supplier',
    resolved: 'resolved',
    closed: 'closed',
    cancelled: 'cancelled',
  },
  priority: { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' },
  clock: { reaction: 'reaction time', resolution: 'resolution time' },
  page: 'Open in the portal',
  many: (count) => `Deadlines: ${count} tickets`,
  more: (count) => `and ${count} more`,
  breach: 'deadline missed',
  warning: 'deadline near',
  escalation: 'escalation',
  digest: (count) => `Digest: ${count} messages`,
  tooLarge: 'too large for a mail',
  unsubscribe: 'Do not send such mails',
};

/** The words of mails beside the templates. */
export const notifyWords: { readonly [language in 'ru' | 'en']: Words } = { ru, en };
