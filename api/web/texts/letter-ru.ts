import type { ParsedMail, ParseNote } from '../../../domain/mail/parsed';
import type { SenderKind } from '../../../domain/mail/robot';

export const letterRu = {
  whole: 'Показать письмо целиком',
  page: 'Страница письма',
  asSent: 'Как оформил отправитель',
  remoteHidden: 'Картинки с чужих серверов не загружены: отправитель узнал бы, что письмо прочитано.',
  showRemote: 'Показать картинки',
  remoteShown: 'Картинки с чужих серверов показаны, пока открыта эта страница.',
  hideRemote: 'Скрыть',
  ownLater: 'Картинки самого письма появятся, когда оно окажется в заявке.',
  onlyRaw: 'только в письме, как оно пришло',
  quoted: (words: string) => `«${words}»`,
  when: 'когда',
  where: 'где',
  organizer: 'приглашает',
  invite: {
    REQUEST: 'Приглашение',
    PUBLISH: 'Событие',
    CANCEL: 'Встреча отменена',
    REPLY: 'Ответ на приглашение',
    COUNTER: 'Предложено другое время',
    OTHER: 'Запись календаря',
  },
  protection: {
    signed: 'Письмо подписано. Подпись здесь не проверяется; она приложена файлом.',
    encrypted: 'Письмо зашифровано и здесь не читается; оно приложено файлом.',
  } as { readonly [kind in NonNullable<ParsedMail['protection']>]: string },
  note: {
    characterSetGuessed: 'Кодировка не указана или указана неверно и угадана: буквы могут быть не те.',
    winmailUnpacked: 'Outlook упаковал файлы в winmail.dat; они вынуты.',
    winmailKept: 'Outlook приложил winmail.dat; файлов в нём не нашлось, он приложен как есть.',
  } as { readonly [note in ParseNote]: string },
  kind: {
    robot: 'Письмо от программы.',
    'auto-reply': 'Автоматический ответ.',
    list: 'Рассылка.',
    bounce: 'Сообщение о недоставке.',
    own: 'Наше собственное письмо вернулось.',
  } as { readonly [kind in Exclude<SenderKind, 'person'>]: string },
};

export type LetterTexts = typeof letterRu;
