import { bareYears } from '../../../domain/calendar/bare-years';
import { weekdays } from '../../../domain/calendar/definition';
import { hoursText } from '../../../domain/calendar/hours-text';
import type { YearPicture } from '../../../domain/calendar/year-picture';
import type { CalendarView } from '../../../store/calendars';
import type { ContractView } from '../../../store/contracts';
import type { ObjectVersion } from '../../../store/object-history';
import { HistoryCard } from '../agreements/history-card';
import { AgreementTabs } from '../agreements/tabs';
import { ChoiceField, FaultHead, TextField, type Draft } from '../components/draft-fields';
import { Csrf, type Choice } from '../components/form-parts';
import { Page } from '../components/page';
import { Titled } from '../components/titled';
import { Contracts } from '../directory/directory-page';
import type { Visitor } from '../visitor';
import { visitorMay } from '../visitor-may';
import { YearSvg } from './year-svg';

interface Props {
  readonly draft: Draft;
  readonly calendar: CalendarView;
  readonly picture: YearPicture;
  readonly contracts: readonly ContractView[];
  readonly versions: readonly ObjectVersion[];
  readonly countries: readonly Choice[];
  /** What an import has just brought. */
  readonly taken: { readonly holidays: number; readonly exceptions: number } | null;
}

/** A calendar with the picture of a year, to check it by eye. */
export const CalendarPage = (props: Props) => {
  const { draft, calendar, picture, contracts, versions, taken } = props;
  const { visitor } = draft;
  const { agreements } = visitor.texts;
  const here = `/calendars/${calendar.id}`;
  const writes = visitorMay(visitor, 'agreements.write');
  return (
    <Page visitor={visitor} title={calendar.name} here={here}>
      <AgreementTabs visitor={visitor} now="/calendars" />
      <Titled title={calendar.name} may={writes} href={`${here}/edit`} label={agreements.edit} />
      <FaultHead draft={draft} known={() => false} />
      {taken && <p class="state calm">{agreements.import.done(taken.holidays, taken.exceptions)}</p>}
      <Bare visitor={visitor} calendar={calendar} contracts={contracts} />
      <section class="card">
        <YearSvg visitor={visitor} picture={picture} />
        <nav class="pages">
          <a href={`${here}?year=${picture.year - 1}`}>{agreements.year.previous}</a>
          <a href={`${here}?year=${picture.year + 1}`}>{agreements.year.next}</a>
        </nav>
      </section>
      <div class="columns">
        <div>
          {writes && <ImportForm {...props} />}
          <HistoryCard visitor={visitor} versions={versions} />
        </div>
        <aside>
          <Week visitor={visitor} calendar={calendar} />
          <Contracts visitor={visitor} contracts={contracts} />
        </aside>
      </div>
    </Page>
  );
};

/** Contracts reach into years whose holidays nobody has entered yet. */
const Bare = ({
  visitor,
  calendar,
  contracts,
}: Pick<Props, 'calendar' | 'contracts'> & { visitor: Visitor }) => {
  const lastDay = contracts.map(({ endsOn }) => endsOn).reduce((a, b) => (a > b ? a : b), '');
  const years = bareYears(calendar.definition, Date.now(), lastDay);
  return years.length === 0 ? null : (
    <p class="state">{visitor.texts.agreements.bareYears(years.join(', '))}</p>
  );
};

const Week = ({ visitor: { texts }, calendar }: { visitor: Visitor; calendar: CalendarView }) => (
  <section class="card">
    <h2>{texts.agreements.week}</h2>
    <dl class="facts-list">
      <dt>{texts.agreements.timeZone}</dt>
      <dd>{calendar.definition.timeZone}</dd>
      {weekdays.map((day) => (
        <>
          <dt>{texts.agreements.weekday[day]}</dt>
          <dd>{hoursText(calendar.definition.week[day]) || texts.agreements.closed}</dd>
        </>
      ))}
    </dl>
  </section>
);

const ImportForm = ({ draft, calendar, countries }: Props) => {
  const { visitor } = draft;
  const { agreements } = visitor.texts;
  const words = agreements.import;
  return (
    <section class="card" id="import">
      <h2>{words.title}</h2>
      <form method="post" action={`/calendars/${calendar.id}/import`} enctype="multipart/form-data">
        <Csrf visitor={visitor} />
        <p class="hint">{words.hint}</p>
        <div class="row">
          <label>
            <span>{words.file}</span>
            <input type="file" name="file" accept=".ics,.csv,.txt,text/calendar,text/csv" />
          </label>
          <TextField draft={draft} name="years" label={words.years} hint={words.yearsHint} />
        </div>
        <button name="do" value="file">
          {words.take}
        </button>
        <hr />
        <ChoiceField
          draft={draft}
          name="country"
          label={words.country}
          hint={words.seedHint}
          choices={[{ value: '', label: words.noCountry }, ...countries]}
        />
        <button name="do" value="seed">
          {words.seed}
        </button>
      </form>
    </section>
  );
};
