import type { IntentContent, IntentWindow } from '../domain/echo';
import { first, type Queryable } from './database';

/** What a push is about to write; it stands in the table before the remote call. */
export interface Intent {
  readonly id: number;
  readonly linkId: number;
  readonly kind: IntentContent['kind'];
  readonly subjectId: number | null;
  readonly content: IntentContent;
  readonly cursorBefore: string;
  readonly version: number;
  readonly beganAt: Date;
}

const columns = `id, link_id as "linkId", kind, subject_id as "subjectId", content, cursor_before as "cursorBefore",
  version, began_at as "beganAt"`;

/** Begins a write. At most one intent of a link is open. */
export const beginIntent = async (
  db: Queryable,
  intent: Pick<Intent, 'linkId' | 'subjectId' | 'content' | 'cursorBefore' | 'version'>,
): Promise<Intent> =>
  (
    await db.query<Intent>(
      `insert into intents (link_id, kind, subject_id, content, cursor_before, version)
       values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
      [
        intent.linkId,
        intent.content.kind,
        intent.subjectId,
        intent.content,
        intent.cursorBefore,
        intent.version,
      ],
    )
  ).rows[0]!;

export const openIntent = async (db: Queryable, linkId: number): Promise<Intent | undefined> =>
  first(
    await db.query<Intent>(`select ${columns} from intents where link_id = $1 and state = 'open'`, [linkId]),
  );

export const settleIntent = async (
  tx: Queryable,
  id: number,
  state: 'written' | 'not-written' | 'abandoned',
  cursorAfter?: string,
): Promise<void> => {
  await tx.query(`update intents set state = $2, cursor_after = $3, settled_at = now() where id = $1`, [
    id,
    state,
    cursorAfter ?? null,
  ]);
};

/** The windows of a record's written intents that reach beyond a cursor: whatever came back from them is an echo. */
export const writtenWindows = async (
  db: Queryable,
  linkId: number,
  cursor: string,
): Promise<IntentWindow[]> =>
  (
    await db.query<{ content: IntentContent; before: string; after: string }>(
      `select content, cursor_before as before, cursor_after as after from intents
        where link_id = $1 and state = 'written' and cursor_after::numeric > $2::numeric order by id`,
      [linkId, cursor],
    )
  ).rows;

/** Creates of a system whose outcome is open, with what is known of them. */
export const openCreates = async (
  db: Queryable,
  system: string,
): Promise<{ linkId: number; title: string; key: string; beganAt: Date }[]> =>
  (
    await db.query(
      `select i.link_id as "linkId", i.content->>'title' as title, i.content->>'key' as key, i.began_at as "beganAt"
         from intents i join links l on l.id = i.link_id
        where l.system = $1 and i.kind = 'create' and i.state = 'open'`,
      [system],
    )
  ).rows;
