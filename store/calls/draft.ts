import { first, type Queryable } from '../database';

/** What somebody has typed so far of the ticket that a call is about. It belongs to the call: a colleague who takes it over has it. */
export interface CallDraft {
  readonly fields: Readonly<Record<string, string>>;
  readonly by: { readonly id: number; readonly name: string } | null;
  readonly at: Date;
}

export const draftOf = async (db: Queryable, callId: number): Promise<CallDraft | undefined> =>
  first(
    await db.query<CallDraft>(
      `select k.draft as fields, k.draft_at as at, case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as by
         from calls k left join users u on u.id = k.draft_by where k.id = $1 and k.draft is not null`,
      [callId],
    ),
  );

/** The newest word counts. A call that has its ticket needs no draft any more. */
export const saveDraft = async (
  db: Queryable,
  callId: number,
  userId: number | null,
  fields: Readonly<Record<string, string>>,
): Promise<void> => {
  await db.query(
    'update calls set draft = $2, draft_by = $3, draft_at = now() where id = $1 and ticket_id is null',
    [callId, JSON.stringify(fields), userId],
  );
};
