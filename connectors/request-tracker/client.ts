import { reason } from '../../domain/reason';
import { ConnectorFailure } from '../failure';
import { HttpEdge } from '../http';
import type { HttpAnswer, HttpRequest } from '../http';
import type { RequestTrackerConfig } from '../system-config';

/** How the connector may be set up apart from the configuration; tests turn pages with few entries. */
export interface RequestTrackerOptions {
  /** Entries asked for at once; RT gives 100 at most. */
  readonly pageSize?: number;
}

/** REST 2 of one Request Tracker, as our account. */
export class Client {
  private readonly edge: HttpEdge;
  readonly pageSize: number;

  constructor(
    readonly config: RequestTrackerConfig,
    { pageSize = 100 }: RequestTrackerOptions = {},
  ) {
    this.pageSize = pageSize;
    this.edge = new HttpEdge({
      system: config.name,
      url: `${config.url.replace(/\/+$/, '')}/REST/2.0`,
      requestTimeoutSeconds: config.requestTimeoutSeconds,
      headers: { authorization: `token ${config.token}` },
      secrets: [config.token],
    });
  }

  get clockOffset(): number {
    return this.edge.clockOffset;
  }

  /** Throws ConnectorFailure. */
  send(request: HttpRequest): Promise<HttpAnswer> {
    return this.edge.send(request);
  }

  async get(path: string, query: HttpRequest['query'] = {}): Promise<unknown> {
    return (await this.edge.send({ method: 'GET', path, query })).json();
  }

  /** One page of a collection, in the order of the ids. */
  page(path: string, query: string, fields: string, more: HttpRequest['query'] = {}): Promise<unknown> {
    return this.get(path, { query, fields, orderby: 'id', per_page: this.pageSize, ...more });
  }

  close(): Promise<void> {
    return this.edge.close();
  }
}

/** Path of a ticket. Throws a refusal for what cannot be one's number: ids come from outside, too. */
export const ticketPath = (recordId: string): string => {
  if (/^[1-9]\d{0,18}$/.test(recordId)) return `/ticket/${recordId}`;
  throw new ConnectorFailure('refused', 'answered', reason('notTicket', { id: recordId.slice(0, 50) }));
};
