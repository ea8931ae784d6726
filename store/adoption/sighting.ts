import type { PoolClient } from 'pg';
import { identify, type Identity, type Sighting } from '../../domain/identify';
import { ownershipOf } from '../../domain/link-back';
import type { RecordState } from '../../domain/record';
import type { SyncRules, SystemRules } from '../../domain/rules';
import { keyOf, parseKey } from '../../domain/ticket-key';
import { insertChange } from '../changes';
import { first } from '../database';
import { openCreates } from '../intents';
import { linksOf } from '../links';
import { passNumber, ticketByNumber } from '../tickets';

/** What a sighting is judged by. */
export interface SightContext {
  readonly rules: SyncRules;
  readonly installation: string;
  /** Their clock minus ours, in milliseconds. */
  readonly clockOffset: number;
}

export const identityOf = async (
  tx: PoolClient,
  rules: SystemRules,
  state: RecordState,
  context: SightContext,
): Promise<Identity> =>
  identify(await sightingOf(tx, rules, state, context), await registrationRule(tx, rules, context.rules));

const sightingOf = async (
  tx: PoolClient,
  rules: SystemRules,
  state: RecordState,
  context: SightContext,
): Promise<Sighting> => {
  const key = parseKey(state.key);
  const ticket = key && (await ticketByNumber(tx, key.number));
  const links = ticket ? (await linksOf(tx, ticket.id)).filter((link) => link.system === rules.name) : [];
  const link = key && links.find((candidate) => candidate.key === keyOf(key.number, key.ordinal));
  const ownership = ownershipOf(state.linksBack, context.installation);
  if (key && !ticket && ownership === 'ours') await passNumber(tx, key.number);
  return {
    role: rules.role,
    key,
    hasKey: state.key !== null,
    ownership,
    ...(ticket && {
      keyTicket: {
        ...(link && link.state === 'creating' && { link: { hasRecord: link.recordId !== null } }),
        linksInSystem: links.length,
      },
    }),
    couldBeOurs: await couldBeOurs(tx, rules.name, state, context.clockOffset),
    inScope: state.inScope,
    isElsewhere: await isElsewhere(tx, rules, state, context.rules),
    isDone: state.isDone,
    createdAt: state.createdAt - context.clockOffset,
  };
};

/**
 * One hook may tell us of all projects of a place: a record that belongs to another of our systems there comes here by it. While that is
 * being made, only its key says so.
 */
const isElsewhere = async (
  tx: PoolClient,
  { name, place }: SystemRules,
  { id, key, inScope }: RecordState,
  { systems }: SyncRules,
): Promise<boolean> => {
  const others = systems.filter((other) => other.name !== name && other.place === place);
  if (place === undefined || others.length === 0) return false;
  const { rowCount } = await tx.query(
    `select 1 from links where system = any($1) and (record_id = $2 or (key = $3 and not $4)) limit 1`,
    [others.map((other) => other.name), id, key, inScope],
  );
  return rowCount === 1;
};

/** Clocks tell whole seconds, and not exactly. */
const clockSlackMs = 5000;

const couldBeOurs = async (
  tx: PoolClient,
  system: string,
  state: RecordState,
  clockOffset: number,
): Promise<boolean> => {
  if (!state.createdBy.isOurAccount || state.key !== null) return false;
  const creates = await openCreates(tx, system);
  return creates.some(
    (create) =>
      create.title === state.fields.title &&
      state.createdAt - clockOffset >= create.beganAt.getTime() - clockSlackMs,
  );
};

const registrationRule = async (tx: PoolClient, rules: SystemRules, all: SyncRules) => {
  const seen = (await firstSeen(tx, rules.name)) ?? (await seeFirst(tx, rules.name));
  return {
    registers: rules.role === 'desk' || all.trackersThatRegister.includes(rules.name),
    firstSeenAt: seen.getTime(),
    from: all.from,
  };
};

const firstSeen = async (tx: PoolClient, system: string): Promise<Date | undefined> =>
  first(
    await tx.query<{ at: Date }>('select first_seen_at as at from source_cursors where system = $1', [
      system,
    ]),
  )?.at;

/** Only the first time: the row is locked until the commit, and the poll writes its cursor there. */
const seeFirst = async (tx: PoolClient, system: string): Promise<Date> =>
  first(
    await tx.query<{ at: Date }>(
      `insert into source_cursors (system) values ($1)
       on conflict (system) do update set system = excluded.system returning first_seen_at as at`,
      [system],
    ),
  )!.at;

/** The sighting in the accounting: open while undecided, then what was decided. */
export const recordSighting = async (
  tx: PoolClient,
  system: string,
  state: RecordState,
  identity: Identity,
): Promise<void> => {
  const ignored = identity.is === 'left-alone' ? identity.because : undefined;
  const open = identity.is === 'undecided' || identity.is === 'ours-being-created';
  await insertChange(tx, {
    ticketId: null,
    linkId: null,
    system,
    recordId: state.id,
    kind: 'created',
    changeId: 'created',
    entry: state.cursor,
    at: state.createdAt,
    actor: { id: state.createdBy.id, name: state.createdBy.name },
    ignored,
    applied: !open && !ignored,
  });
  if (open) return;
  await tx.query(
    `update changes set state = $3, because = $4, settled_at = now()
      where system = $1 and record_id = $2 and kind = 'created' and state = 'open'`,
    [system, state.id, ignored ? 'ignored' : 'applied', ignored ?? null],
  );
};
