import type { Language } from './language';
import { filledIn, type NameIn } from './reason';
import { sizesIn } from './size-text';

/**
 * What Sagadesk itself says in a ticket and in its records: kept as what it says and of what, told to every reader and every system
 * (`systems.*.language`) in its own language. What stands in braces is put in; `{size}` and `{limit}` are bytes.
 */
export const remarks = {
  undone: {
    en: 'Registration undone by {who}.',
    ru: 'Регистрация отменена: {who}.',
  },
  withdrawn: {
    en: "The task in {system} is taken back: the ticket's service changed.",
    ru: 'Задача в {system} отозвана: у заявки сменилась услуга.',
  },
  mergedFrom: {
    en: 'Merged from {source}: {title}\n\n{text}',
    ru: 'Присоединена заявка {source}: {title}\n\n{text}',
  },
  descriptionChanged: {
    en: 'Sagadesk: the description was changed to',
    ru: 'Sagadesk: описание изменено на',
  },
  commentChanged: {
    en: '{who} · {origin}: an earlier comment was changed to',
    ru: '{who} · {origin}: прежний комментарий изменён на',
  },
  commentTakenBack: {
    en: '{who} · {origin}: an earlier comment was taken back',
    ru: '{who} · {origin}: прежний комментарий отозван',
  },
  fileInFront: {
    en: '{file} ({size}): {page}',
    ru: '{file} ({size}): {page}',
  },
  tooLarge: {
    en: 'The file “{file}” ({size}) of {who} is larger than {limit}, the most that is kept here. It was left where it is: {page}',
    ru: 'Файл «{file}» ({size}), который приложил(а) {who}, больше {limit} — здесь такие не хранятся. Он остался там, где лежит: {page}',
  },
  notGiven: {
    en: 'The file “{file}” ({size}) of {who} was not given to us ({said}). It was left where it is: {page}',
    ru: 'Файл «{file}» ({size}), который приложил(а) {who}, нам не отдали ({said}). Он остался там, где лежит: {page}',
  },
} as const satisfies { readonly [kind: string]: { readonly [language in Language]: string } };

/** Who says it. */
export const ourName = 'Sagadesk';

type RemarkKind = keyof typeof remarks;
type Sentence<K extends RemarkKind> = (typeof remarks)[K][Language];

/** One such sentence with what it names. */
export type Remark = {
  readonly [K in RemarkKind]: {
    readonly says: K;
    readonly of: { readonly [name in NameIn<Sentence<K>>]: string };
  };
}[RemarkKind];

/** The sentence in this language. */
export const remarkIn = ({ says, of }: Remark, language: Language): string =>
  filledIn(remarks[says][language], { ...of, ...sizesIn(of, language) }).trim();
