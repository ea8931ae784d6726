import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { openDatabase } from '../../store/database';

/** The least that a server can do with a registration: parse it, insert one row, answer. Says its address when it listens. */
const main = async (): Promise<void> => {
  const db = openDatabase(process.env.DATABASE_URL ?? '', 30);
  await db.query(
    'create table if not exists bare_tickets (id bigint generated always as identity primary key, body jsonb not null)',
  );
  const app = fastify();
  app.post('/tickets', async (request, reply) => {
    const { rows } = await db.query<{ id: number }>(
      'insert into bare_tickets (body) values ($1) returning id',
      [request.body],
    );
    return reply.code(201).send({ number: `B-${rows[0]!.id}`, ...(request.body as object) });
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  process.send?.({ ready: true, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` });
};

for (const told of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(told, () => process.exit(0));
void main();
