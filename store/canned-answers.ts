import { first, type Queryable } from './database';

type Language = 'ru' | 'en';

export interface CannedText {
  readonly title: string;
  readonly body: string;
}

/** A text that is written often, in both languages. */
export interface CannedAnswer {
  readonly id: number;
  readonly ru: CannedText;
  readonly en: CannedText;
  readonly version: number;
}

const columns = `id, version, json_build_object('title', title_ru, 'body', body_ru) as ru,
  json_build_object('title', title_en, 'body', body_en) as en`;

/** All of them, by their title in that language. */
export const listCannedAnswers = async (
  db: Queryable,
  language: Language,
): Promise<readonly CannedAnswer[]> =>
  (
    await db.query<CannedAnswer>(
      `select ${columns} from canned_answers order by lower(${language === 'ru' ? 'title_ru' : 'title_en'}), id limit 500`,
    )
  ).rows;

export const cannedAnswer = async (db: Queryable, id: number): Promise<CannedAnswer | undefined> =>
  first(await db.query<CannedAnswer>(`select ${columns} from canned_answers where id = $1`, [id]));

type Texts = Pick<CannedAnswer, Language>;

export const addCannedAnswer = async (tx: Queryable, { ru, en }: Texts, by: string): Promise<number> =>
  (
    await tx.query<{ id: number }>(
      `insert into canned_answers (title_ru, title_en, body_ru, body_en, updated_by) values ($1, $2, $3, $4, $5) returning id`,
      [ru.title, en.title, ru.body, en.body, by],
    )
  ).rows[0]!.id;

/** False: it is gone, or has been changed since this version. */
export const changeCannedAnswer = async (
  tx: Queryable,
  { id, ru, en, version }: CannedAnswer,
  by: string,
): Promise<boolean> =>
  (
    await tx.query(
      `update canned_answers set title_ru = $3, title_en = $4, body_ru = $5, body_en = $6, updated_by = $7,
         version = version + 1, updated_at = now() where id = $1 and version = $2`,
      [id, version, ru.title, en.title, ru.body, en.body, by],
    )
  ).rowCount === 1;

export const removeCannedAnswer = async (tx: Queryable, id: number): Promise<void> => {
  await tx.query('delete from canned_answers where id = $1', [id]);
};
