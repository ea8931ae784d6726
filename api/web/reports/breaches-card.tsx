import type { Reported } from '../../reporting';
import { Csrf } from '../components/form-parts';
import { addressOf } from '../contracts/contract-query';
import { minutesText } from '../minutes-text';
import type { Visitor } from '../visitor';
import { visitorMay } from '../visitor-may';
import { breachesOf, type Breach } from './report-groups';
import type { ReportQuery } from './report-query';

interface Props {
  readonly visitor: Visitor;
  readonly query: ReportQuery;
  readonly reports: readonly Reported[];
}

/** Every missed target, with the reason that a person is to give. */
export const BreachesCard = ({ visitor, query, reports }: Props) => {
  const { texts } = visitor;
  const breaches = reports.flatMap(({ report, isClosed }) =>
    breachesOf(report).map((breach) => ({ breach, isClosed })),
  );
  const missing = breaches.filter(({ breach, isClosed }) => !isClosed && !breach.result.reason).length;
  return (
    <section class="card wide" id="breaches">
      <h2>{texts.reports.breaches}</h2>
      {breaches.length === 0 && <p>{texts.reports.noBreaches}</p>}
      {missing > 0 && <p class="state">{texts.reports.reasonsMissing(missing)}</p>}
      {breaches.length > 0 && (
        <table class="story breaches">
          <thead>
            <tr>
              <th scope="col">{texts.reports.ticket}</th>
              <th scope="col">{texts.reports.clock}</th>
              <th scope="col">{texts.reports.minutes}</th>
              <th scope="col">{texts.reports.reason}</th>
            </tr>
          </thead>
          <tbody>
            {breaches.map(({ breach, isClosed }) => (
              <Row visitor={visitor} query={query} breach={breach} isClosed={isClosed} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

interface RowProps {
  readonly visitor: Visitor;
  readonly query: ReportQuery;
  readonly breach: Breach;
  readonly isClosed: boolean;
}

const Row = ({ visitor, query, breach, isClosed }: RowProps) => {
  const { texts, language } = visitor;
  const { ticket, title, clock, result } = breach;
  const minutes = (count: number): string => minutesText(count, language);
  const writes = !isClosed && visitorMay(visitor, 'tickets.work');
  return (
    <tr>
      <td>
        <a href={`/tickets/${ticket}`}>{ticket}</a>
        <small>{title}</small>
      </td>
      <td>{texts.sla.clock[clock]}</td>
      <td>
        {texts.reports.over(minutes(result.usedMinutes), minutes(result.targetMinutes))}
        {result.unconfirmed && <small>{texts.reports.unconfirmed}</small>}
      </td>
      <td>
        {writes ? (
          <ReasonForm visitor={visitor} query={query} breach={breach} />
        ) : (
          (result.reason ?? <i>{texts.reports.reasonMissing}</i>)
        )}
      </td>
    </tr>
  );
};

const ReasonForm = ({ visitor, query, breach }: Omit<RowProps, 'isClosed'>) => (
  <form method="post" action="/reports/reasons" class="reason">
    <Csrf visitor={visitor} />
    <input type="hidden" name="ticket" value={breach.ticket} />
    <input type="hidden" name="clock" value={breach.clock} />
    <input type="hidden" name="back" value={`${addressOf('/reports', query)}#breaches`} />
    <input
      name="reason"
      value={breach.result.reason ?? ''}
      aria-label={`${visitor.texts.reports.reason}: ${breach.ticket}`}
    />
    <button>{visitor.texts.reports.save}</button>
  </form>
);
