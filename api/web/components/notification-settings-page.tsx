import { notifyEvents } from '../../../domain/notify/event';
import type { CalendarView } from '../../../store/calendars';
import type { NotificationSettings } from '../../../store/notify/settings';
import type { Visitor } from '../visitor';
import { visitorMay } from '../visitor-may';
import { choicesOf, Csrf, named, Select } from './form-parts';
import { Page } from './page';

interface Props {
  readonly visitor: Visitor;
  readonly settings: NotificationSettings;
  readonly calendars: readonly CalendarView[];
}

/** What a member of staff wishes to be told of, and when. */
export const NotificationSettingsPage = ({ visitor, settings, calendars }: Props) => {
  const { mail } = visitor.texts;
  const { settings: words } = mail;
  const answers = [
    { value: '', label: words.usual },
    { value: 'yes', label: words.yes },
    { value: 'no', label: words.no },
  ];
  const chosen = (event: (typeof notifyEvents)[number], way: 'email' | 'live') => {
    const wanted = settings.choices[event]?.[way];
    return wanted === undefined ? '' : wanted ? 'yes' : 'no';
  };
  return (
    <Page visitor={visitor} title={words.title} here="/notifications">
      <h1>{words.title}</h1>
      <p class="hint">
        {words.explain}
        <br />
        <a href="/notifications/rules">{visitor.texts.notifyRules.title}</a>
        {visitorMay(visitor, 'agreements.write') && (
          <>
            {' · '}
            <a href="/notifications/templates">{mail.templates}</a>
          </>
        )}
      </p>
      <form method="post" action="/notifications" class="card">
        <Csrf visitor={visitor} />
        <table class="story wishes">
          <thead>
            <tr>
              <th scope="col">{words.event}</th>
              <th scope="col">{words.mail}</th>
              <th scope="col">{words.live}</th>
            </tr>
          </thead>
          <tbody>
            {notifyEvents.map((event) => (
              <tr>
                <td class="sentence">{mail.event[event]}</td>
                <td>
                  <Select
                    name={`${event}:email`}
                    label={words.mail}
                    value={chosen(event, 'email')}
                    choices={answers}
                  />
                </td>
                <td>
                  <Select
                    name={`${event}:live`}
                    label={words.live}
                    value={chosen(event, 'live')}
                    choices={answers}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <Select
          name="digest"
          label={words.digest}
          value={settings.digest}
          choices={choicesOf(words.digests)}
        />
        <Select
          name="quiet"
          label={words.quiet}
          value={settings.quietCalendarId === null ? '' : String(settings.quietCalendarId)}
          choices={named(calendars, words.never)}
        />
        <button class="primary">{mail.save}</button>
      </form>
    </Page>
  );
};
