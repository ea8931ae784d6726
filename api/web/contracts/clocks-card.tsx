import type { Condition, InternalClock } from '../../../domain/sla/condition';
import type { Status } from '../../../domain/ticket';
import { minutesText } from '../minutes-text';
import type { Visitor } from '../visitor';
import { conditionRoles, type ConditionRole } from './clock-condition';

interface Props {
  readonly visitor: Visitor;
  readonly clocks: readonly InternalClock[];
}

/** The clocks inside the house: how long, and what starts and stops each, in words. */
export const ClocksCard = ({ visitor, clocks }: Props) => {
  if (clocks.length === 0) return null;
  return (
    <section class="card" id="clocks">
      <h2>{visitor.texts.agreements.clocks.title}</h2>
      <dl class="facts-list">
        {clocks.map((clock) => (
          <>
            <dt>{clock.name}</dt>
            <dd>
              {linesOf(clock, visitor).map((line) => (
                <div>{line}</div>
              ))}
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
};

const linesOf = (clock: InternalClock, visitor: Visitor): readonly string[] => {
  const { agreements, status } = visitor.texts;
  const { clocks } = agreements;
  const among = (some: readonly Status[]) => some.map((one) => status[one]).join(', ');
  return [
    clocks.time(minutesText(clock.minutes, visitor.language)),
    ...conditionRoles.flatMap((role) => roleLine(role, clock[role] ?? [], visitor)),
    ...(clock.pauseOn?.length ? [clocks.pausesOwn(among(clock.pauseOn))] : []),
    ...(clock.runsIn?.length ? [clocks.runsOnlyIn(among(clock.runsIn))] : []),
    ...(clock.warnAt?.length ? [`${agreements.warnAt}: ${clock.warnAt.join(', ')}`] : []),
  ];
};

/** “starts: the ticket is registered”. */
const roleLine = (role: ConditionRole, conditions: readonly Condition[], visitor: Visitor) => {
  const { clocks } = visitor.texts.agreements;
  if (conditions.length === 0) return [];
  return [`${clocks.roles[role]}: ${conditions.map((one) => conditionText(one, visitor)).join('; ')}`];
};

const conditionText = (condition: Condition, { texts }: Visitor): string => {
  const { clocks, reactionBy } = texts.agreements;
  const kind = clocks.kinds[condition.on];
  const named =
    'to' in condition
      ? clocks.oneOf(kind, condition.to.map((one) => texts.status[one]).join(clocks.or))
      : 'by' in condition
        ? clocks.oneOf(kind, condition.by.map((one) => reactionBy[one]).join(clocks.or))
        : kind;
  return 'system' in condition && condition.system !== undefined
    ? clocks.inSystem(named, condition.system)
    : named;
};
