import type { FastifyError } from 'fastify';
import { CommandRefused } from '../store/command-refused';
import { HttpProblem, invalid, invalidField } from './problem';
import { validationFaults } from './validation-faults';

/** Any error as the problem that the caller is told of. What we did not foresee is told without its words: 500. */
export const problemOf = (error: unknown): HttpProblem => {
  if (error instanceof HttpProblem) return error;
  if (error instanceof CommandRefused) return invalidField(error.field, error.message);
  const fault = error as Partial<FastifyError> & { code?: string; constraint?: string };
  if (fault.validation) return invalid(validationFaults(fault.validation, fault.validationContext));
  return (
    ofDatabase(fault) ?? ofRequest(fault) ?? new HttpProblem(500, 'Something went wrong here; it was logged.')
  );
};

/** Which field a unique index of ours guards. */
const guarded: Readonly<Record<string, string>> = {
  contacts_email: 'email',
  organisations_name: 'name',
  services_name: 'name',
  calendars_name: 'name',
  contracts_number: 'number',
  users_login: 'login',
  api_keys_key_hash_key: 'Idempotency-Key',
};

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, and the driver's own codes for no connection. */
const ofDatabase = ({
  code,
  constraint,
  message,
}: {
  code?: string;
  constraint?: string;
  message?: string;
}) => {
  const field = code === '23505' && constraint ? guarded[constraint] : undefined;
  if (field)
    return new HttpProblem(409, `${field}: is taken already`, [{ field, message: 'is taken already' }]);
  // program_limit_exceeded: what the database cannot hold, not what ails it.
  if (code === '54000') return invalidField('body', 'holds a text that is too long to be kept');
  const away = /^(08|53|57P)|^(55P03|57014|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT)$/.test(
    code ?? '',
  );
  if (away || /Connection terminated|timeout exceeded when trying to connect/.test(message ?? ''))
    return new HttpProblem(
      503,
      'The database does not answer in time; try again in a few seconds.',
      undefined,
      {
        'retry-after': '3',
      },
    );
  return undefined;
};

/** What the HTTP library refuses: unparsable, too large, of the wrong type. Its messages tell of the request only. */
const ofRequest = ({ statusCode, message }: Partial<FastifyError>) =>
  statusCode !== undefined && statusCode >= 400 && statusCode < 500
    ? new HttpProblem(statusCode, message ?? '')
    : undefined;
