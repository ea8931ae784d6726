import type { AuditAction } from '../../domain/audit';
import type { Queryable } from '../database';

/** Who did something; nobody: a stranger who tried. */
export interface AuditActor {
  readonly kind: 'user' | 'key' | 'nobody';
  readonly id?: number;
  /** Empty: as his account or key is called when somebody looks. */
  readonly name: string;
}

export interface AuditNote {
  readonly actor: AuditActor;
  readonly action: AuditAction;
  /** Number of the ticket that it is about. */
  readonly ticket?: string;
  /** What else it is about, as `contact 12`. */
  readonly subject?: string;
  /** Names of fields and the like: no values, no secrets. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Where it was asked for from. */
  readonly address?: string;
}

/** Adds a line; none is ever edited. */
export const note = async (db: Queryable, { actor, ...what }: AuditNote): Promise<void> => {
  await db.query(
    `insert into audit (actor_kind, actor_id, actor, action, ticket_id, subject, detail, address)
     values ($1, $2, $3, $4, (select id from tickets where number = $5), $6, $7, $8)`,
    [
      actor.kind,
      actor.id ?? null,
      actor.name.slice(0, 200),
      what.action,
      what.ticket ?? null,
      (what.subject ?? '').slice(0, 200),
      JSON.stringify(what.detail ?? {}),
      what.address ?? '',
    ],
  );
};
