import type { Database } from '../../store/database';
import { transaction } from '../../store/database';
import { beginClocks } from '../../store/sla/begin-clocks';
import { ticketById } from '../../store/tickets';
import { inLanes } from '../measure/pace';
import { callFront } from './front';
import type { Product } from './product';

const hours = [
  ['09:00', '13:00'],
  ['14:00', '18:00'],
];
const week = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: [], sun: [] };
export const contractNumber = 'BENCH-1';

/** A contract for tickets of every priority, with warnings and pauses, that a registration can name. */
export const agree = async (product: Product): Promise<void> => {
  const post = (path: string, body: object) => callFront<unknown>(product, 'POST', path, body);
  await post('/calendars', { name: 'Bench', timeZone: 'Europe/Moscow', week });
  await post('/organisations', { name: 'Bench' });
  await post('/contracts', {
    number: contractNumber,
    organisation: 'Bench',
    services: [],
    calendar: 'Bench',
    startsOn: '2020-01-01',
    endsOn: '2099-12-31',
    targets: [{ priority: 'normal', reactionMinutes: 4_800, resolutionMinutes: 9_600 }],
    pauseOn: ['waiting_customer'],
    warnAt: [50, 75, 90],
  });
};

/** Starts the clocks of every ticket that was seeded, as a registration under that contract does. Answers how many run. */
export const startClocks = async (db: Database): Promise<number> => {
  await db.query('update tickets set contract_id = (select id from contracts where number = $1)', [
    contractNumber,
  ]);
  const ids = (await db.query<{ id: number }>('select id from tickets order by id')).rows.map(({ id }) => id);
  await inLanes({ lanes: 8, count: ids.length }, (n) =>
    transaction(db, async (tx) => beginClocks(tx, (await ticketById(tx, ids[n]!))!, { origin: 'front' })),
  );
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from sla_clocks where state = 'running'`,
  );
  return rows[0]!.n;
};
