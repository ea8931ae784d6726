import type { PoolClient } from 'pg';
import type { Call } from '../../domain/call/call-of';
import { certain } from '../../domain/call/candidate';
import { operatorOf, type CallRules } from '../../domain/call/rules';
import { isHiddenNumber, readNumber } from '../../domain/phone';
import { together } from '../together';
import { findCandidates } from './find-candidates';
import { tellCall } from './tell-call';

/** Writes what the call now is, who may be calling, and when somebody has to look at it again; tells whoever listens. */
export const saveCall = async (tx: PoolClient, id: number, call: Call, rules: CallRules): Promise<void> => {
  // Of an outgoing call the other end is whom it goes to.
  const other = (call.direction === 'in' ? call.from : call.to) ?? '';
  const numbers = readNumber(other, rules.numbers);
  const candidates = await findCandidates(tx, numbers);
  const sure = certain(candidates);
  const operator = call.operator === undefined ? null : operatorOf(rules, call.operator);
  const saved = tx.query(
    `update calls set direction = $2, caller = $3, callee = $4, caller_numbers = $5, caller_name = $6, queue = $7,
       state = $8, cause = $9, operator = coalesce(u.login, $10), operator_id = u.id, rings_at = $11, started_at = $12,
       answered_at = $13, ended_at = $14, candidates = $15,
       contact_id = case when contact_chosen then contact_id else $16::bigint end,
       ticket_id = coalesce(ticket_id, (select t.id from tickets t join call_legs l on l.leg_id = t.call_id
                                         where l.call_id = calls.id order by t.id limit 1)),
       call_back_by = case when $8 = 'missed' then $14::timestamptz + make_interval(secs => $17) end,
       duty_at = $18, duty_tries = 0, version = version + 1
     from (select 1) one left join lateral (
       select id, login from users where (lower(login) = lower($10) or lower(name) = lower($10)) and disabled_at is null
        order by lower(login) = lower($10) desc, id limit 1) u on true
     where calls.id = $1`,
    [
      id,
      call.direction,
      shown(call.from ?? '', rules),
      shown(call.to ?? '', rules),
      numbers,
      call.callerName ?? null,
      call.queue ?? null,
      call.state,
      call.cause ?? null,
      operator,
      call.ringsAt.map((user) => operatorOf(rules, user)),
      new Date(call.startedAt),
      date(call.answeredAt),
      date(call.endedAt),
      JSON.stringify(candidates),
      sure ? Number(sure.contact) : null,
      rules.callBackMs / 1000,
      date(dutyAt(call, rules)),
    ],
  );
  const spokeAt = numbers.length > 0 && call.state !== 'missed' ? call.answeredAt : undefined;
  await together(
    saved,
    spokeAt === undefined ? Promise.resolve() : settleMissed(tx, id, numbers, new Date(spokeAt)),
    tellCall(tx, id),
  );
};

const date = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at));

/** E.164 where the number can be read so; the word that exchanges use for a hidden one. */
const shown = (number: string, rules: CallRules): string =>
  isHiddenNumber(number)
    ? number.trim() === ''
      ? ''
      : 'anonymous'
    : (readNumber(number, rules.numbers)[0] ?? number.slice(0, 60));

const dutyAt = (call: Call, rules: CallRules): number | undefined => {
  switch (call.state) {
    case 'ringing':
      return call.startedAt + rules.ringingLimitMs;
    case 'answered':
      return (call.answeredAt ?? call.startedAt) + rules.talkingLimitMs;
    case 'missed':
      return call.endedAt! + rules.callBackMs;
    case 'ended':
      return undefined;
  }
};

/** Whoever was spoken to, whoever called whom, waits for no call back any more. */
const settleMissed = async (
  tx: PoolClient,
  id: number,
  numbers: readonly string[],
  at: Date,
): Promise<void> => {
  const { rows } = await tx.query<{ id: number }>(
    `update calls set called_back_at = $3, called_back_by = (select operator from calls where id = $1), duty_at = null,
       version = version + 1
     where state = 'missed' and called_back_at is null and caller_numbers && $2 and ended_at <= $3 and id <> $1 returning id`,
    [id, numbers, at],
  );
  for (const missed of rows) await tellCall(tx, missed.id);
};
