import { Type, type Static } from '@fastify/type-provider-typebox';
import type { PoolClient } from 'pg';
import type { FastifyRequest } from 'fastify';
import type { Fault } from '../../domain/fault';
import { instantFrom } from '../../domain/instant';
import { writtenLedger } from '../../store/sla/ledger';
import { setDue, type DueSet } from '../../store/sla/set-due';
import { standingOf, type Standing } from '../../store/sla/standing';
import { commit } from '../commit';
import type { AppOptions } from '../options';
import { principalOf } from '../principal';
import { invalid, notFound } from '../problem';
import type { Api } from './api';
import { strict } from './schemas';
import { ledgerJson, slaJson } from './sla-json';
import { ticketOf } from './ticket-of';

const due = Type.Optional(
  Type.Union([Type.String(), Type.Null()], {
    description: 'an instant to come, ISO 8601; null: as the contract has it',
  }),
);
const Change = Type.Object({ reactionDue: due, resolutionDue: due }, { ...strict, minProperties: 1 });

export type DueChange = Static<typeof Change>;

/** Nobody promises further ahead than this, in milliseconds. */
const furthestMs = 10 * 366 * 86_400_000;

/** A person's own date for a deadline; it wins over the contract's. */
export const registerSetDue = (api: Api, { db, wake }: AppOptions): void => {
  api.patch<{ Body: Static<typeof Change> }>(
    '/tickets/:number/sla',
    {
      schema: {
        tags: ['sla'],
        body: Change,
        summary: 'Sets a deadline by hand, or takes the date back; it stands in the ledger',
      },
      config: { right: 'tickets.work' },
    },
    async (request) => {
      const { number, answer } = await commit(db, (tx) => change(tx, request, request.body));
      wake(number);
      return answer;
    },
  );
};

const change = async (tx: PoolClient, request: FastifyRequest, body: Static<typeof Change>) => {
  const { id, number } = await ticketOf(tx, request);
  const standing = await standingNow(tx, id);
  if (!standing) throw notFound(`contract that covers ${number}`);
  const dues = duesIn(body, standing);
  await setDue(tx, id, dues, principalOf(request));
  const ledger = (await writtenLedger(tx, id)).map(ledgerJson);
  return { number, answer: { ...slaJson((await standingNow(tx, id)) ?? standing), ledger } };
};

const standingNow = async (tx: PoolClient, ticketId: number): Promise<Standing | undefined> =>
  (await standingOf(tx, [ticketId], Date.now())).get(ticketId);

/** Throws 422 with everything that is wrong. */
export const duesIn = (body: DueChange, { clocks }: Pick<Standing, 'clocks'>): readonly DueSet[] => {
  const faults: Fault[] = [];
  const dues = (['reaction', 'resolution'] as const).flatMap((clock): DueSet[] => {
    const field = `${clock}Due` as const;
    const wanted = body[field];
    if (wanted === undefined) return [];
    const at = wanted === null ? null : instantFrom(wanted);
    const message = faultOf(wanted, at, clocks[clock]?.state);
    if (message === undefined) return [{ clock, due: at }];
    faults.push({ field, message });
    return [];
  });
  if (faults.length > 0) throw invalid(faults);
  return dues;
};

const faultOf = (wanted: string | null, at: number | null, state: string | undefined): string | undefined => {
  if (state !== 'running' && state !== 'paused')
    return `this target is judged already (${state ?? 'no clock'}): its date cannot be moved any more`;
  if (at === null || wanted === null) return undefined;
  if (Number.isNaN(at))
    return `“${wanted.slice(0, 60)}” is not an instant; expected e.g. 2026-01-31T09:00:00Z`;
  if (at <= Date.now()) return `${wanted} lies in the past`;
  return at - Date.now() > furthestMs ? `${wanted} lies more than ten years ahead` : undefined;
};
