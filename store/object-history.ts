import type { Queryable } from './database';

export type ObjectKind = 'contacts' | 'organisations' | 'services' | 'calendars' | 'contracts';

/** One version of an object, and who made it so. */
export interface ObjectVersion {
  readonly version: number;
  readonly at: Date;
  readonly actor: string;
  /** The whole object as the calls show it. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** Keeps what an object has just become; the same version again changes nothing. */
export const keepVersion = async (
  tx: Queryable,
  kind: ObjectKind,
  objectId: number,
  { version, actor, content }: Omit<ObjectVersion, 'at'>,
): Promise<void> => {
  await tx.query(
    `insert into object_history (kind, object_id, version, actor, content) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [kind, objectId, version, actor, JSON.stringify(content)],
  );
};

/** Every version that was kept, newest first. */
export const versionsOf = async (
  db: Queryable,
  kind: ObjectKind,
  objectId: number,
): Promise<readonly ObjectVersion[]> =>
  (
    await db.query<ObjectVersion>(
      `select version, at, actor, content from object_history where kind = $1 and object_id = $2
        order by version desc limit 500`,
      [kind, objectId],
    )
  ).rows;
