import type { IgnoredBecause } from '../../../domain/ignored';
import type { Status } from '../../../domain/ticket';

const because: { readonly [why in IgnoredBecause]: string } = {
  echo: 'отражение нашей записи',
  sideEffect: 'следствие нашей записи',
  superseded: 'действует более новое',
  unknownValue: 'значение ни с чем нашим не сопоставлено',
  notOurs: 'к заявке не относится',
  duplicate: 'пришло повторно',
  nothingFound: 'по вебхуку ничего нового не нашлось',
  notUnderstood: 'вебхук не понят, просмотрен человеком',
  givenUp: 'запись не читалась, и от неё отказались',
  foreign: 'запись другой установки',
  outOfScope: 'вне нашей очереди или проекта',
  notRouted: 'маршрута для заявки нет',
  beforeOurTime: 'было до нас',
  systemRemoved: 'системы больше нет в конфигурации',
  unsaid: 'без причины',
};

const turn: { readonly [status in Status]: string } = {
  new: 'Новая: в работу её ещё никто не взял.',
  in_progress: 'В работе.',
  waiting_customer: 'Ждём ответа заявителя.',
  waiting_supplier: 'Ждём поставщика.',
  resolved: 'Решена: осталось закрыть.',
  closed: 'Закрыта: больше ничего не нужно.',
  cancelled: 'Отменена: больше ничего не нужно.',
};

/** What a ticket waits for, and what became of every change. */
export const storyRu = {
  waits: {
    title: 'Чего ждёт заявка',
    since: 'с',
    for: (time: string) => `уже ${time}`,
    assignee: (name: string) => `Исполнитель: ${name}.`,
    nobody: 'Исполнитель не назначен.',
    same: 'Во всех системах одинаково, передавать нечего.',
    gate: (system: string, why: string) => `${system} ${why}: передача ждёт, пока система снова заработает.`,
    problem: (system: string, what: string) => `Нужен человек. ${system}: ${what}.`,
    caredFor: (name: string) => `Занимается ${name}.`,
    uncaredFor: 'Никто не занимается.',
    push: (system: string, what: string) => `Идёт передача в ${system}: ${what}.`,
    behind: (system: string) =>
      `${system} ещё не показывает последнее: передача вот-вот начнётся или повторяется.`,
    merge: (system: string) => `Услышанное от ${system} ещё не учтено.`,
    conflict: (field: string, system: string) =>
      `Поле «${field}» меняли в двух местах, не зная друг о друге (${system}): можно выбрать другое значение.`,
  },
  turn,
  story: {
    title: 'Каждое изменение и что с ним стало',
    explain:
      'Время — у источника, значения — словами той системы. Отражения наших же записей сложены отдельно.',
    when: 'Когда',
    where: 'Где и кто',
    what: 'Что',
    became: 'Что стало',
    late: (time: string) => `узнали через ${time}`,
    echoes: (n: number) => `Отражения и следствия наших записей: ${n}`,
    partly: 'Показано только последнее.',
    us: 'Sagadesk',
    write: (what: string) => `Записали: ${what}`,
    writes: {
      create: 'новая запись',
      fields: 'поля',
      comment: 'комментарий',
      comments: 'комментарии',
      attachment: 'файл',
      addendum: 'дополнение',
    },
    kinds: {
      assigned: 'назначение исполнителя',
      field: 'Поле',
      comment: 'Комментарий',
      'comment-edited': 'Комментарий изменён или скрыт',
      attachment: 'Файл',
      created: 'Создана',
      gone: 'Запись пропала',
      merged: 'Запись объединена с другой',
      other: 'Прочее',
    },
    repeats: (n: number) => `повторно пришло: ${n}`,
    applied: 'применено',
    appliedAs: (version: number) => `применено, версия ${version}`,
    same: 'применено: уже так и было',
    open: 'ещё не учтено',
    ignored: 'не применено',
    conflict: {
      open: 'расхождение ждёт выбора',
      chosen: 'расхождение решено',
      superseded: 'расхождение устарело',
    },
    written: (time: string) => `записано за ${time}`,
    underWay: 'исход ещё неизвестен',
    notWritten: 'не записано',
    abandoned: 'оставлено',
    because,
  },
};

export type StoryTexts = typeof storyRu;
