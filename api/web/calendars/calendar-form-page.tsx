import { weekdays } from '../../../domain/calendar/definition';
import { FaultAt, FaultHead, TextArea, TextField, type Draft } from '../components/draft-fields';
import { Csrf } from '../components/form-parts';
import { Page } from '../components/page';

interface Props {
  readonly draft: Draft;
  /** Null: a new one. */
  readonly calendar: { readonly id: number; readonly name: string } | null;
}

/** Create or edit a calendar. */
export const CalendarFormPage = ({ draft, calendar }: Props) => {
  const { visitor } = draft;
  const { agreements } = visitor.texts;
  const action = calendar ? `/calendars/${calendar.id}` : '/calendars';
  const title = calendar?.name ?? agreements.newCalendar;
  return (
    <Page visitor={visitor} title={title} here={calendar ? `${action}/edit` : '/calendars/new'}>
      <h1>{title}</h1>
      <FaultHead draft={draft} known={(field) => field !== 'version'} />
      <form method="post" action={action} class="card calendar-form">
        <Csrf visitor={visitor} />
        <input type="hidden" name="version" value={draft.values.version ?? ''} />
        <div class="row">
          <TextField draft={draft} name="name" label={agreements.name} />
          <TextField draft={draft} name="timeZone" label={agreements.timeZone} list="zones" />
        </div>
        <Zones />
        <fieldset class="week">
          <legend>{agreements.week}</legend>
          <p class="hint">{agreements.weekHint}</p>
          {weekdays.map((day) => (
            <TextField draft={draft} name={`week.${day}`} label={agreements.weekday[day]} />
          ))}
          <FaultAt draft={draft} name="week" />
        </fieldset>
        <div class="row">
          <TextArea
            draft={draft}
            name="holidays"
            label={agreements.holidays}
            hint={agreements.holidaysHint}
            rows={14}
          />
          <TextArea
            draft={draft}
            name="exceptions"
            label={agreements.exceptions}
            hint={agreements.exceptionsHint}
            rows={14}
          />
        </div>
        <p class="buttons">
          <button class="primary">{agreements.save}</button>
          <a href={action}>{agreements.cancel}</a>
        </p>
      </form>
    </Page>
  );
};

const Zones = () => (
  <datalist id="zones">
    {Intl.supportedValuesOf('timeZone').map((zone) => (
      <option value={zone} />
    ))}
  </datalist>
);
