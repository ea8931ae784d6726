import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { reason } from '../../domain/reason';
import type { RedmineConfig } from '../system-config';
import { ConnectorFailure } from '../failure';
import { HttpEdge } from '../http';
import type { HttpAnswer, HttpRequest } from '../http';
import { refusal } from './refusal';

export type Query = Readonly<Record<string, string | number>>;

/** Redmine's REST dialect over the HTTP edge. Every method throws only ConnectorFailure. */
export class RedmineClient {
  readonly http: HttpEdge;

  constructor(private readonly config: RedmineConfig) {
    this.http = new HttpEdge({
      system: config.name,
      url: config.url,
      requestTimeoutSeconds: config.requestTimeoutSeconds,
      // Bearer is not accepted. X-Redmine-Switch-User would be ignored silently for a key without administration.
      headers: { 'x-redmine-api-key': config.apiKey },
      secrets: [config.apiKey, config.webhookSecret ?? ''],
    });
  }

  /** The answer of a GET, held against its schema: what does not fit is no answer. */
  async get<T extends TSchema>(path: string, schema: T, query?: Query): Promise<Static<T>> {
    return this.understand(path, schema, await this.send({ method: 'GET', path, query }));
  }

  /** As `get`, but 404 and 403 are answers too. */
  async find<T extends TSchema>(
    path: string,
    schema: T,
    query?: Query,
  ): Promise<Static<T> | 'gone' | 'hidden'> {
    const answer = await this.send({ method: 'GET', path, query, allow: [403, 404] });
    if (answer.status === 404) return 'gone';
    return answer.status === 403 ? 'hidden' : this.understand(path, schema, answer);
  }

  async post<T extends TSchema>(path: string, schema: T, body: HttpRequest['body'], query?: Query) {
    return this.understand(path, schema, await this.send({ method: 'POST', path, query, body }));
  }

  /** 204 without a body says only that Redmine took it, not that it did it. */
  async put(path: string, json: unknown): Promise<void> {
    await this.send({ method: 'PUT', path, body: { json } });
  }

  /** Sends it; 422 is read for the field that Redmine names. */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const answer = await this.http.send({ ...request, allow: [422, ...(request.allow ?? [])] });
    if (answer.status === 422)
      throw refusal(`${this.config.name}: ${request.method} ${request.path}`, answer);
    return answer;
  }

  private understand<T extends TSchema>(path: string, schema: T, answer: HttpAnswer): Static<T> {
    const value: unknown = answer.json();
    const validator = validatorOf(schema);
    if (validator.Check(value)) return value as Static<T>;
    const [fault] = validator.Errors(value);
    const said = `${fault?.instancePath ?? ''} ${fault?.message ?? ''}`.trim();
    const text = reason('notRedmine', { request: `${this.config.name}: ${path}`, said });
    throw new ConnectorFailure('transient', 'unknown', text, { status: answer.status });
  }
}

const validators = new WeakMap<TSchema, Validator>();

/** Compiled once: an issue with its journals is long, and interpreting the schema took a tenth of a worker's time. */
const validatorOf = (schema: TSchema): Validator => {
  const known = validators.get(schema);
  if (known) return known;
  const compiled = Compile(schema) as Validator;
  validators.set(schema, compiled);
  return compiled;
};
