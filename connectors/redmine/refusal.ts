import { reason } from '../../domain/reason';
import { ConnectorFailure } from '../failure';
import type { HttpAnswer } from '../http';

/** How soon after a write conflict another try may succeed, in milliseconds. */
const conflictPauseMs = 200;

/** The field that a sentence of Redmine's is about: it speaks the language of our account, English or Russian for most. */
const culprits: readonly (readonly [RegExp, string])[] = [
  [/^(subject|тема)(?!\p{L})/iu, 'title'],
  [/^(description|описание)(?!\p{L})/iu, 'description'],
  [/^(project|проект)(?!\p{L})/iu, 'project'],
  [/^(tracker|трекер)(?!\p{L})/iu, 'tracker'],
  [/^(status|статус)(?!\p{L})/iu, 'status'],
  [/^(priority|приоритет)(?!\p{L})/iu, 'priority'],
  [/file\(s\) could not be saved|maximum allowed file size|файл/iu, 'file'],
];

/** 422 as a failure. An empty list of errors is Redmine's way to say that two writes met (measured: 5.0 on PostgreSQL). */
export const refusal = (request: string, answer: HttpAnswer): ConnectorFailure => {
  const errors = errorsOf(answer);
  if (errors?.length === 0)
    return new ConnectorFailure('transient', 'answered', reason('metWrites', { request }), {
      status: 422,
      retryAfterMs: conflictPauseMs,
    });
  const said = errors?.join('; ').slice(0, 500);
  const text = said === undefined ? reason('withoutReason', { request }) : `${request}: 422: ${said}`;
  const field = fieldOf(errors ?? []);
  return new ConnectorFailure('refused', 'answered', text, {
    status: 422,
    ...(field === undefined ? {} : { field }),
  });
};

const errorsOf = (answer: HttpAnswer): readonly string[] | undefined => {
  const errors = (safeJson(answer) as { errors?: unknown } | null | undefined)?.errors;
  return Array.isArray(errors) ? errors.map(String) : undefined;
};

const safeJson = (answer: HttpAnswer): unknown => {
  try {
    return answer.json();
  } catch {
    return undefined;
  }
};

const fieldOf = (errors: readonly string[]): string | undefined =>
  culprits.find(([pattern]) => errors.some((error) => pattern.test(error)))?.[1];
