import { rank, type Candidate, type CandidateReason } from '../../domain/call/candidate';
import type { Queryable } from '../database';

/** Who may be calling from a number that is read in one of these ways, the likeliest first, each with the reason. */
export const findCandidates = async (
  db: Queryable,
  numbers: readonly string[],
): Promise<readonly Candidate[]> => {
  if (numbers.length === 0) return [];
  const own = await ownNumber(db, numbers);
  if (own.length > 0) return rank(own);
  return rank([...(await inTickets(db, numbers)), ...(await sameOffice(db, numbers))]);
};

interface Row {
  readonly contact: string;
  readonly because: CandidateReason;
  readonly name: string;
  readonly organisation: string | null;
}

const select = `c.id::text as contact, c.name, o.name as organisation`;
const person = 'left join organisations o on o.id = c.organisation_id';

const read = async (db: Queryable, sql: string, values: unknown[]): Promise<readonly Candidate[]> =>
  (await db.query<Row>(sql, values)).rows.map(({ organisation, ...row }) =>
    organisation === null ? row : { ...row, organisation },
  );

const ownNumber = (db: Queryable, numbers: readonly string[]) =>
  read(
    db,
    `select ${select}, case when c.phones[1] = any($1) then 'number' else 'otherNumber' end as because
       from contacts c ${person} where c.phones && $1
     union all
     select ${select}, 'learned' from learned_numbers n join contacts c on c.id = n.contact_id ${person}
      where n.number = any($1)
     limit 50`,
    [numbers],
  );

/** The number stands in a ticket's text, or a call from it became a ticket. */
const inTickets = (db: Queryable, numbers: readonly string[]) =>
  read(
    db,
    `select distinct ${select}, 'ticket' as because
       from (select * from (select requester_id from tickets
               where phone_tails(title || ' ' || description) && $2 order by id desc limit 50) written
             union
             select * from (select t.requester_id from calls k join tickets t on t.id = k.ticket_id
               where k.caller_numbers && $1 order by k.id desc limit 50) called) t
       join contacts c on c.id = t.requester_id ${person} limit 20`,
    [numbers, numbers.filter((one) => one.startsWith('+')).map((one) => one.slice(-10))],
  );

/** Numbers that differ in their last three digits only: people of one organisation, or nobody. */
const sameOffice = async (db: Queryable, numbers: readonly string[]) => {
  const blocks = numbers.filter((one) => one.length > 8).map((one) => one.slice(0, -3));
  const found = await read(
    db,
    `select ${select}, 'organisation' as because from contacts c ${person}
      where phone_blocks(c.phones) && $1 order by c.id limit 20`,
    [blocks],
  );
  const organisations = new Set(found.map(({ organisation }) => organisation));
  return organisations.size === 1 && !organisations.has(undefined) ? found.slice(0, 5) : [];
};
