import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openNotifyHouse, type NotifyHouse } from './notify-house';

let post: NotifyHouse;
let server: Server;
let status = 200;
const called: { readonly body: string; readonly signature: string }[] = [];
const secret = 'a secret of the tests, long enough';

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString('utf8')));
    request.on('end', () => {
      called.push({ body, signature: String(request.headers['x-sagadesk-signature']) });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  post = await openNotifyHouse({
    rules: [{ event: 'registered', to: [], by: ['webhook'], when: {} }],
    webhooks: ['chat'],
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  Object.assign(post.deps, { webhooks: { chat: { url, secret } } });
});
afterAll(async () => {
  await post?.close();
  server?.close();
});

it('another program is told what happened, signed, without any text; what it does not take is told again', async () => {
  status = 503;
  const ticket = await post.house.standing({ description: 'тайна' });
  await post.send();
  expect(await post.outbox(ticket.id)).toEqual([
    { event: 'registered', to: 'chat', channel: 'webhook', state: 'queued', because: 'it answers 503' },
  ]);
  status = 200;
  await post.house.rows('update notifications set next_at = now()');
  await post.send();
  expect(await post.outbox(ticket.id)).toMatchObject([{ state: 'sent' }]);
  expect(called).toHaveLength(2);
  const { body, signature } = called[1]!;
  expect(JSON.parse(body)).toMatchObject({ event: 'registered', ticket: ticket.number, status: 'new' });
  expect(body).not.toContain('тайна');
  expect(signature).toBe(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
});
