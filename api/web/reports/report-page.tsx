import type { Status } from '../../../domain/ticket';
import type { Language } from '../../../store/contacts';
import type { ContractView } from '../../../store/contracts';
import type { OrganisationView } from '../../../store/organisations';
import type { ServiceView } from '../../../store/services';
import type { Compliance } from '../../../store/reports/compliance';
import type { Reported } from '../../reporting';
import { FaultHead, type Draft } from '../components/draft-fields';
import { FilterForm } from '../components/filter-form';
import { Csrf, named, Select } from '../components/form-parts';
import { Page } from '../components/page';
import { addressOf } from '../contracts/contract-query';
import { minutesText } from '../minutes-text';
import type { Visitor } from '../visitor';
import { visitorMay } from '../visitor-may';
import { dayText, monthText } from '../wall-time';
import { BreachesCard } from './breaches-card';
import { Bar, ReportBars } from './report-bars';
import { allOf, excludedOf, groupsBy, groupsByTime } from './report-groups';
import type { ReportQuery } from './report-query';

interface Props {
  readonly draft: Draft;
  readonly query: ReportQuery;
  readonly reports: readonly Reported[];
  readonly contracts: readonly ContractView[];
  readonly organisations: readonly OrganisationView[];
  readonly services: readonly ServiceView[];
}

/** How contracts were kept, to be read, printed and explained. */
export const ReportPage = (props: Props) => {
  const { draft, query } = props;
  const { visitor } = draft;
  const words = visitor.texts.reports;
  return (
    <Page visitor={visitor} title={words.title} here={addressOf('/reports', query)}>
      <header class="titled">
        <h1>{words.title}</h1>
        <p class="tools">
          <a href={addressOf('/reports/compliance.csv', query)}>{words.csv}</a>{' '}
          <button class="quiet" data-print hidden>
            {words.print}
          </button>
        </p>
      </header>
      <FaultHead draft={draft} known={() => false} />
      <Filter {...props} />
      <Figures {...props} />
    </Page>
  );
};

const Filter = ({ draft: { visitor }, query, contracts, organisations, services }: Props) => {
  const { reports: words, agreements, list } = visitor.texts;
  return (
    <FilterForm action="/reports" submit={words.show} reset={list.reset}>
      <label>
        <span>{words.from}</span>
        <input type="date" name="from" value={query.from} />
      </label>
      <label>
        <span>{words.to}</span>
        <input type="date" name="to" value={query.to} />
      </label>
      <Select
        name="contract"
        label={agreements.contract}
        value={query.contract}
        choices={named(
          contracts.map(({ id, number, organisation }) => ({ id, name: `${number} · ${organisation.name}` })),
          words.anyContract,
        )}
      />
      <Select
        name="organisation"
        label={agreements.organisation}
        value={query.organisation}
        choices={named(organisations, agreements.anyOrganisation)}
      />
      <Select
        name="service"
        label={agreements.service}
        value={query.service}
        choices={named(services, words.anyService)}
      />
    </FilterForm>
  );
};

const Figures = (props: Props) => {
  const { draft, query, reports } = props;
  const { visitor } = draft;
  const { texts, language } = visitor;
  const words = texts.reports;
  const filled = reports.filter(({ report }) => report.tickets.length > 0).map(({ report }) => report);
  const all = allOf(filled);
  const noName = ({ label }: { label: string | null }): string => label ?? words.noService;
  return (
    <>
      <section class="card">
        <p>
          <b>
            {dayText(query.from, language)} – {dayText(query.to, language)}
          </b>
          : {words.registered(all.tickets)}
        </p>
        {all.tickets === 0 && <p class="empty">{words.empty}</p>}
        {all.tickets > 0 && (
          <dl class="facts-list">
            <dt>{texts.sla.clock.reaction}</dt>
            <dd>
              <Bar visitor={visitor} tally={all.reaction} />
            </dd>
            <dt>{texts.sla.clock.resolution}</dt>
            <dd>
              <Bar visitor={visitor} tally={all.resolution} />
            </dd>
          </dl>
        )}
        <Closing {...props} />
      </section>
      <ReportBars
        visitor={visitor}
        title={words.byContract}
        groups={groupsBy(filled, ({ contract, organisation }) => `${contract} · ${organisation}`)}
        label={noName}
      />
      <ReportBars
        visitor={visitor}
        title={words.byOrganisation}
        groups={groupsBy(filled, ({ organisation }) => organisation)}
        label={noName}
      />
      <ReportBars
        visitor={visitor}
        title={words.byService}
        groups={groupsBy(filled, (_, { service }) => service)}
        label={noName}
      />
      <ReportBars
        visitor={visitor}
        title={words.byPeriod}
        groups={groupsByTime(filled, query)}
        label={({ label: time }) => timeText(time ?? '', language)}
      />
      {all.tickets > 0 && <Excluded visitor={visitor} reports={filled} />}
      {all.tickets > 0 && <BreachesCard visitor={visitor} query={query} reports={reports} />}
      <Corrections visitor={visitor} reports={filled} />
    </>
  );
};

/** A day, or a month where the period is longer. */
const timeText = (time: string, language: Language): string =>
  time.length > 'YYYY-MM'.length ? dayText(time, language) : monthText(time, language);

/** A period is closed for one contract at a time: that is what its customer is told. */
const Closing = ({ draft: { visitor }, query, reports }: Props) => {
  const { reports: words } = visitor.texts;
  const writes = visitorMay(visitor, 'agreements.write');
  const [only] = query.contract ? reports : [];
  if (!only) return writes && reports.length > 0 ? <p class="hint">{words.closeWhich}</p> : null;
  if (only.isClosed)
    return (
      <p class="notice">
        {words.closed(dayText(query.from, visitor.language), dayText(query.to, visitor.language))}
      </p>
    );
  if (!writes) return null;
  return (
    <form method="post" action="/reports/periods" class="closing">
      <Csrf visitor={visitor} />
      {(['contract', 'from', 'to'] as const).map((name) => (
        <input type="hidden" name={name} value={query[name]} />
      ))}
      <button>{words.close}</button> <small>{words.closeHint}</small>
    </form>
  );
};

const Excluded = ({ visitor, reports }: { visitor: Visitor; reports: readonly Compliance[] }) => {
  const { texts, language } = visitor;
  const rows = (['reaction', 'resolution'] as const).flatMap((clock) =>
    excludedOf(reports, clock)
      .filter(({ minutes }) => minutes >= 0.5)
      .map((one) => ({ ...one, clock })),
  );
  return (
    <section class="card wide">
      <h2>{texts.reports.excluded}</h2>
      <p class="hint">{texts.reports.excludedHint}</p>
      {rows.length === 0 && <p>{texts.reports.nothingExcluded}</p>}
      {rows.length > 0 && (
        <table class="figures">
          <tbody>
            {rows.map(({ clock, because, minutes }) => (
              <tr>
                <th scope="row">{texts.sla.clock[clock]}</th>
                <td class="text">{excludedText(because, visitor)}</td>
                <td>{minutesText(minutes, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

/** Reports keep the reason as the API says it. */
const excludedText = (because: string, { texts }: Visitor): string => {
  const [, status] = /^status (\w+)$/.exec(because) ?? [];
  return status !== undefined && status in texts.status
    ? texts.sla.because.status(texts.status[status as Status], 'staff').replace(/ \([^)]*\)$/, '')
    : because;
};

const Corrections = ({ visitor, reports }: { visitor: Visitor; reports: readonly Compliance[] }) => {
  const { texts, language } = visitor;
  const all = reports.flatMap(({ corrections }) => corrections);
  const clockOf = (name: string): string =>
    name === 'reaction' || name === 'resolution' ? texts.sla.clock[name] : name;
  return all.length === 0 ? null : (
    <section class="card">
      <h2>{texts.reports.corrections}</h2>
      <ul>
        {all.map(({ ticket, clock, was, period }) => (
          <li>
            <a href={`/tickets/${ticket}`}>{ticket}</a>:{' '}
            {texts.reports.correction(
              clockOf(clock),
              was === 'met' ? texts.reports.met : texts.reports.breached,
              dayText(period.from, language),
              dayText(period.to, language),
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
