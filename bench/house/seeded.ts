import { createConnector } from '../../connectors/registry';
import type { AnySystemConfig } from '../../connectors/system-config';
import type { Connector } from '../../connectors/port';
import { linkBackTo } from '../../domain/link-back';
import { installationId } from '../../store/installation';
import type { Database } from '../../store/database';
import { inLanes } from '../measure/pace';
import type { Product } from './product';

/**
 * So many open tickets with a record in each system, confirmed as they are, as if they had been registered long ago: the
 * records are made by the connectors, our rows are written directly. Call before the worker runs.
 */
export const seedTickets = async (
  product: Product,
  count: number,
  say: (line: string) => void,
): Promise<void> => {
  const { db } = product;
  const requester = await db.query<{ id: number }>(
    `insert into contacts (name, email, language) values ('Анна', 'anna@example.com', 'ru') returning id`,
  );
  await insertTickets(db, requester.rows[0]!.id, count);
  const installation = await installationId(db);
  for (const config of [product.systems.desk, product.systems.tracker]) {
    say(`making ${count} records in ${config.name}`);
    await seedRecords(db, config, count, installation);
  }
  await db.query(
    `insert into source_cursors (system, list_cursor) select unnest($1::text[]), 'done'
     on conflict (system) do update set list_cursor = 'done'`,
    [product.configs.map(({ name }) => name)],
  );
  await db.query('analyze');
};

const insertTickets = async (db: Database, requesterId: number, count: number): Promise<void> => {
  await db.query(
    `insert into tickets (number, title, description, status, priority, channel, requester_id, winners)
     select 'SD-' || n, 'Заявка ' || n, 'Второй этаж', 'new', 'normal', 'phone', $1, '{}' from generate_series(1, $2) n`,
    [requesterId, count],
  );
  await db.query(`select setval('ticket_numbers', $1)`, [count + 1]);
};

const atOnce = 8;

const seedRecords = async (
  db: Database,
  config: AnySystemConfig,
  count: number,
  installation: string,
): Promise<void> => {
  const connector = createConnector(config);
  let rows: Row[] = [];
  await inLanes({ lanes: atOnce, count }, async (n) => {
    const row = await seedRecord(connector, config, n + 1, installation);
    rows.push(row); // not before: meanwhile another lane may have begun new rows
    if (rows.length < 500) return;
    const full = rows;
    rows = [];
    await insertLinks(db, config, full);
  });
  await insertLinks(db, config, rows);
  await connector.close();
};

interface Row {
  readonly key: string;
  readonly record: string;
  readonly shadow: object;
  readonly cursor: string;
}

const seedRecord = async (
  connector: Connector,
  config: AnySystemConfig,
  n: number,
  installation: string,
): Promise<Row> => {
  const key = `SD-${n}`;
  const { id } = await connector.create({
    key,
    fields: {
      title: `Заявка ${n}`,
      description: 'Второй этаж',
      status: config.status.new,
      priority: config.priority.normal,
    },
    requester: { name: 'Анна', email: 'anna@example.com' },
    linkBack: linkBackTo('http://127.0.0.1', key, installation),
  });
  const state = await connector.read(id, '0');
  if (typeof state === 'string') throw new Error(`${config.name}: record ${id} is ${state}`);
  return { key, record: id, shadow: { ...state.fields, key: state.key ?? '' }, cursor: state.cursor };
};

const insertLinks = async (
  db: Database,
  { name, role }: AnySystemConfig,
  rows: readonly Row[],
): Promise<void> => {
  await db.query(
    `insert into links (ticket_id, system, role, key, record_id, state, shadow, cursor, status, confirmed_version, seen_version,
       counted_version, confirmed_at, checked_at)
     select t.id, $2, $3, r.key, r.record, 'linked', r.shadow, r.cursor, case when $3 = 'tracker' then 'new' end, 1, 1, 1, now(), now()
       from jsonb_to_recordset($1::jsonb) as r (key text, record text, shadow jsonb, cursor text)
       join tickets t on t.number = r.key`,
    [JSON.stringify(rows), name, role],
  );
};
