import { problemParams, problemSentences, type ProblemKind, type ProblemValues } from '../domain/problem';
import type { Queryable } from './database';

interface About {
  readonly ticketId?: number;
  readonly linkId?: number;
  readonly system: string;
  readonly field?: string;
  readonly value?: string;
}

/** Something that needs a person; `values` is what its sentences name. */
export type NewProblem = About &
  { [K in ProblemKind]: { readonly kind: K; readonly values: ProblemValues<K> } }[ProblemKind];

/** Raises a problem, or counts one more attempt of the same that is still open. */
export const raiseProblem = async (tx: Queryable, problem: NewProblem): Promise<void> => {
  const params = problemParams(problem.system, problem.values);
  const { message, advice } = problemSentences(problem.kind, params);
  await tx.query(
    `insert into problems (ticket_id, link_id, system, kind, field, value, message, advice, params)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (system, kind, coalesce(ticket_id, 0), coalesce(link_id, 0), field, coalesce(value, '')) where state = 'open'
     do update set attempts = problems.attempts + 1, message = excluded.message,
       advice = excluded.advice, params = excluded.params`,
    [
      problem.ticketId ?? null,
      problem.linkId ?? null,
      problem.system,
      problem.kind,
      problem.field ?? '',
      problem.value ?? null,
      message.slice(0, 2000),
      advice,
      JSON.stringify(params),
    ],
  );
};

/**
 * The cause is gone: open problems of a link, of one kind, field and value where given, are settled by themselves. Returns
 * how many.
 */
export const resolveProblems = async (
  tx: Queryable,
  where: {
    readonly linkId?: number;
    readonly system?: string;
    readonly kind?: string;
    readonly field?: string;
    readonly value?: string;
  },
): Promise<number> => {
  const { rowCount } = await tx.query(
    `update problems set state = 'resolved', settled_at = now()
      where state = 'open' and ($1::bigint is null or link_id = $1) and ($2::text is null or system = $2)
        and ($3::text is null or kind = $3) and ($4::text is null or field = $4)
        and ($5::text is null or value = $5)`,
    [where.linkId, where.system, where.kind, where.field, where.value].map((one) => one ?? null),
  );
  return rowCount ?? 0;
};
