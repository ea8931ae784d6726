import { usualNoticeDays } from '../../../domain/contract-life';
import { actionOf } from '../../../domain/sla/action';
import { reactionKinds } from '../../../domain/sla/condition';
import type { Priority } from '../../../domain/ticket';
import type { ContractView } from '../../../store/contracts';
import type { ObjectVersion } from '../../../store/object-history';
import { HistoryCard } from '../agreements/history-card';
import { AgreementTabs } from '../agreements/tabs';
import { PriorityBadge } from '../components/badges';
import { Page } from '../components/page';
import { Titled } from '../components/titled';
import { minutesText } from '../minutes-text';
import { levelText } from '../sla/because-text';
import type { Visitor } from '../visitor';
import { visitorMay } from '../visitor-may';
import { dayText } from '../wall-time';
import { ClocksCard } from './clocks-card';
import { StandingBadge } from './contract-list-page';
import { namedAction } from './escalation-rows';
import type { Meaning } from './meaning';
import { MeaningCard } from './meaning-card';

interface Props {
  readonly visitor: Visitor;
  readonly contract: ContractView;
  readonly meaning: Meaning | undefined;
  readonly versions: readonly ObjectVersion[];
}

/** A contract as it stands, what it means now, and how it came to be so. */
export const ContractPage = ({ visitor, contract, meaning, versions }: Props) => {
  const { agreements } = visitor.texts;
  const here = `/contracts/${contract.id}`;
  return (
    <Page visitor={visitor} title={`${agreements.contract} ${contract.number}`} here={here}>
      <AgreementTabs visitor={visitor} now="/contracts" />
      <Titled
        title={
          <>
            {agreements.contract} {contract.number} <StandingBadge visitor={visitor} contract={contract} />
          </>
        }
        may={visitorMay(visitor, 'agreements.write')}
        href={`${here}/edit`}
        label={agreements.edit}
      />
      <div class="columns">
        <div>
          <Facts visitor={visitor} contract={contract} />
          <Targets visitor={visitor} contract={contract} />
          <ClocksCard visitor={visitor} clocks={contract.terms.internalClocks ?? []} />
          <HistoryCard visitor={visitor} versions={versions} />
        </div>
        <aside>
          <MeaningCard visitor={visitor} meaning={meaning} services={contract.serviceNames} />
        </aside>
      </div>
    </Page>
  );
};

const Facts = ({ visitor, contract }: { visitor: Visitor; contract: ContractView }) => {
  const { texts, language } = visitor;
  const { agreements } = texts;
  const { terms, calendar, organisation } = contract;
  const { entitlement } = terms;
  const limits = [
    ...(entitlement?.tickets !== undefined ? [`${agreements.tickets}: ${entitlement.tickets}`] : []),
    ...(entitlement?.hours !== undefined ? [`${agreements.hours}: ${entitlement.hours}`] : []),
  ];
  return (
    <section class="card">
      <dl class="facts-list">
        <dt>{agreements.organisation}</dt>
        <dd>
          <a href={`/organisations/${organisation.id}`}>{organisation.name}</a>
        </dd>
        <dt>{agreements.services}</dt>
        <dd>{contract.serviceNames.map(({ name }) => name).join(', ') || '—'}</dd>
        <dt>{agreements.startsOn}</dt>
        <dd>{dayText(contract.startsOn, language)}</dd>
        <dt>{agreements.endsOn}</dt>
        <dd>{dayText(contract.endsOn, language)}</dd>
        <dt>{agreements.calendar}</dt>
        <dd>{calendar ? <a href={`/calendars/${calendar.id}`}>{calendar.name}</a> : '—'}</dd>
        <dt>{agreements.reactionByLabel}</dt>
        <dd>{(terms.reactionBy ?? reactionKinds).map((kind) => agreements.reactionBy[kind]).join('; ')}</dd>
        <dt>{agreements.pauseOn}</dt>
        <dd>{terms.pauseOn.map((status) => texts.status[status]).join(', ') || '—'}</dd>
        <dt>{agreements.warnAt}</dt>
        <dd>{terms.warnAt.join(', ') || '—'}</dd>
        <dt>{agreements.onChange}</dt>
        <dd>{agreements.changePolicy[terms.onChange ?? 'keep']}</dd>
        <dt>{agreements.noticeDays}</dt>
        <dd>{(terms.noticeDays ?? usualNoticeDays).join(', ') || '—'}</dd>
        <dt>{agreements.escalations}</dt>
        <dd>
          {terms.escalations.length === 0 && '—'}
          {terms.escalations.map(({ at, do: actions }) => (
            <div>
              {levelText(at, visitor)}: {actions.map((action) => actionText(action, visitor)).join(', ')}
            </div>
          ))}
        </dd>
        <dt>{agreements.entitlement}</dt>
        <dd>{entitlement ? `${limits.join(', ')} ${agreements.perWord[entitlement.per]}` : '—'}</dd>
      </dl>
    </section>
  );
};

/** “notify the manager”; what we know no word for stands as it was written. */
const actionText = (written: unknown, { texts: { agreements, priority } }: Visitor): string => {
  const action = actionOf(written);
  if (!action) return JSON.stringify(written);
  const { kind, value } = namedAction(action);
  const whom = value === true ? '' : kind === 'raisePriority' ? priority[value as Priority] : value;
  return kind === 'other'
    ? JSON.stringify(written)
    : [agreements.actionShort[kind], ...(whom === '' ? [] : [whom])].join(': ');
};

const Targets = ({
  visitor: { texts, language },
  contract,
}: {
  visitor: Visitor;
  contract: ContractView;
}) => {
  const { agreements } = texts;
  const serviceOf = (id: string | undefined): string =>
    contract.serviceNames.find((one) => String(one.id) === id)?.name ?? agreements.allServices;
  return (
    <section class="card wide">
      <h2>{agreements.targets}</h2>
      <table class="figures">
        <thead>
          <tr>
            <th>{agreements.priority}</th>
            <th class="text">{agreements.service}</th>
            <th>{agreements.reaction}</th>
            <th>{agreements.resolution}</th>
          </tr>
        </thead>
        <tbody>
          {contract.terms.targets.map((target) => (
            <tr>
              <th scope="row">
                <PriorityBadge priority={target.priority} texts={texts} />
              </th>
              <td class="text">{serviceOf(target.service)}</td>
              <td>{minutesText(target.reactionMinutes, language)}</td>
              <td>{minutesText(target.resolutionMinutes, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
