import type { Audience, Way } from '../../../domain/notify/rule';

/** The matrix of who is told of what. */
export const notifyRulesRu = {
  title: 'Правила уведомлений',
  explain:
    'Кого, о чём и каким путём извещаем. Задаётся в конфигурации (notifications.rules); пустая ячейка — никого. Свои отступления каждый выбирает сам:',
  nobody: 'Уведомления не настроены: никто ни о чём не узнаёт.',
  noMail: 'Почта не настроена (mail.smtp, mail.mailboxes): писем не будет, что бы ни стояло в таблице.',
  otherSpeaks: (system: string) =>
    `С заявителем говорит ${system} (speaksToRequester): заявителю и участникам мы не пишем.`,
  byContract: 'кого назовёт договор',
  event: 'Событие',
  who: {
    requester: 'заявитель',
    participants: 'участники',
    assignee: 'ответственный',
    group: 'группа услуги',
    manager: 'руководитель',
    executor: 'исполнители',
  } as { readonly [who in Audience]: string },
  way: { email: 'письмо', live: 'на странице', webhook: 'вебхук' } as { readonly [way in Way]: string },
  when: {
    service: 'услуга',
    contract: 'договор',
    priority: 'приоритет',
    origin: 'пришла',
    status: 'статус',
    share: (percent: number) => `с ${percent}% срока`,
  },
};
export type NotifyRulesTexts = typeof notifyRulesRu;
