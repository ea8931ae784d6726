import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequestTracker } from '../../../connectors/request-tracker/connector';
import type { RequestTrackerConfig } from '../../../connectors/system-config';
import { deskConfig } from './fixture';

export interface Asked {
  readonly method: string;
  /** Below /REST/2.0, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

export interface Canned {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json: unknown;
}

export const itemsOf = (...items: readonly object[]): Canned => ({ json: { items } });

/** Our own account, as it is asked for before anything is judged. */
export const ourself = {
  id: 38,
  Name: 'sync',
  RealName: 'Integration',
  EmailAddress: 'sync@olddesk.example',
  Timezone: 'UTC',
};

/** The queue of the configuration, well set up. */
export const goodQueue = {
  id: 3,
  Name: 'Support',
  Lifecycle: 'default',
  SLADisabled: '1',
  TicketCustomFields: [{ id: '4', name: 'External Key' }],
  TicketTransactionCustomFields: [{ id: '3', name: 'External Comment' }],
  _hyperlinks: [{ ref: 'create' }],
};

const usual = ({ path }: Asked): Canned | undefined => {
  if (path === '/user/38') return { json: ourself };
  if (path === '/queues') return itemsOf({ id: '3', Name: 'Support' });
  if (path === '/queue/3') return { json: goodQueue };
  return undefined;
};

/** A Request Tracker that gives the answers of a test; 404 for the rest. Keeps what it was asked. */
export const cannedDesk = async (
  answer: (asked: Asked) => Canned | undefined,
  more: Partial<RequestTrackerConfig> = {},
) => {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://desk');
      const path = pathname.replace('/REST/2.0', '');
      const one = {
        method: request.method ?? '',
        path,
        query: searchParams,
        body: Buffer.concat(chunks).toString(),
      };
      asked.push(one);
      const {
        status = 200,
        headers = {},
        json,
      } = answer(one) ?? usual(one) ?? { status: 404, json: { message: 'Not Found' } };
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(json));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connector = createRequestTracker(deskConfig(url, '1-38-0123456789abcdef', more));
  const stop = async () => {
    await connector.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { connector, asked, stop };
};
