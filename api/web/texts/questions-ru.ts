import type { QuestionKind } from '../../../domain/question';

const kind: { readonly [key in QuestionKind]: string } = {
  text: 'текст',
  choice: 'выбор',
  yesno: 'да или нет',
};

const role: { readonly [key in 'desk' | 'tracker']: string } = {
  desk: 'служба поддержки',
  tracker: 'исполнители',
};

/** Texts of the questions of a service, of the priority matrix, and of where a ticket goes. */
export const questionsRu = {
  title: 'Вопросы при регистрации',
  mustHint: '(* обязательно)',
  of: (service: string) => `Вопросы услуги «${service}»`,
  hint: 'Их задают в формах заявки, звонка и портала; ответы попадают в описание.',
  none: 'Вопросов нет.',
  edit: 'Изменить вопросы',
  kind,
  kindLabel: 'Вид ответа',
  label: 'Вопрос',
  choices: 'Варианты, по одному в строке: русский | английский',
  required: 'обязательный',
  isNew: 'Новый вопрос',
  emptyHint: 'Вопрос без текста не сохраняется: так его убирают.',
  save: 'Сохранить',
  back: 'К услуге',
  ask: 'Показать вопросы услуги',
  role,
  goesTo: 'Куда попадёт',
  matrix: 'Приоритеты',
  matrixHint: 'Какой приоритет получает заявка по тому, кого она касается и насколько срочна.',
};

export type QuestionsTexts = typeof questionsRu;
