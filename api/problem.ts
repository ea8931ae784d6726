import { STATUS_CODES } from 'node:http';
import type { Fault } from '../domain/fault';

export const problemType = 'application/problem+json; charset=utf-8';

/** RFC 9457, with the fields at fault. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly Fault[];
}

/** A fault that the caller is told of as it is: nothing secret in it. */
export class HttpProblem extends Error {
  constructor(
    readonly statusCode: number,
    readonly detail: string,
    readonly errors?: readonly Fault[],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
  }
}

export const documentOf = ({ statusCode, detail, errors }: HttpProblem): ProblemDocument => ({
  type: 'about:blank',
  title: STATUS_CODES[statusCode] ?? 'Error',
  status: statusCode,
  detail,
  ...(errors ? { errors } : {}),
});

/** 422: what was sent does not do, field by field. */
export const invalid = (errors: readonly Fault[]): HttpProblem =>
  new HttpProblem(422, errors.map(({ field, message }) => `${field}: ${message}`).join('; '), errors);

export const invalidField = (field: string, message: string): HttpProblem => invalid([{ field, message }]);

/** 404: there is no such thing, or not for you. */
export const notFound = (what: string): HttpProblem => new HttpProblem(404, `There is no ${what}.`);

export const forbidden = (detail: string): HttpProblem => new HttpProblem(403, detail);
