import { isForStaffOnly, notifyEvents, type NotifyEvent } from '../../../domain/notify/event';
import { mailZones, type MailHours } from '../../../domain/notify/mail-hours';
import type { NotificationSettings } from '../../../store/notify/settings';
import { choicesOf, Csrf, Select } from '../components/form-parts';
import type { Visitor } from '../visitor';
import { zonePlace } from '../wall-time';

/** What a requester may be told of: nothing that is for staff only, and nothing that he cannot do without. */
export const portalEvents = notifyEvents.filter(
  (event): event is PortalEvent => !isForStaffOnly(event) && event !== 'oversized',
);
type PortalEvent = NotifyEvent & keyof Visitor['texts']['portal']['settings']['event'];

interface Props {
  readonly visitor: Visitor;
  readonly wished: NotificationSettings;
}

/** What a requester wishes to be mailed about, how often, and when. */
export const MailWishes = ({ visitor, wished }: Props) => {
  const { settings } = visitor.texts.portal;
  return (
    <form method="post" action="/portal/settings/notifications" class="card" id="mails">
      <h2>{settings.notifications}</h2>
      <p class="hint">{settings.notificationsHint}</p>
      <Csrf visitor={visitor} />
      <div class="pairs">
        {portalEvents.map((event) => (
          <Event visitor={visitor} wished={wished} event={event} />
        ))}
      </div>
      <Select
        name="digest"
        label={settings.digest}
        value={wished.digest}
        choices={choicesOf(settings.digests)}
      />
      <p class="hint">{settings.digestHint}</p>
      <When visitor={visitor} wished={wished} />
      <button>{settings.save}</button>
    </form>
  );
};

const Event = ({ visitor, wished, event }: Props & { event: PortalEvent }) => {
  const { settings } = visitor.texts.portal;
  const wanted = wished.choices[event]?.email;
  return (
    <Select
      name={event}
      label={settings.event[event]}
      value={wanted === undefined ? '' : wanted ? 'yes' : 'no'}
      choices={[
        { value: '', label: settings.usual },
        { value: 'yes', label: settings.yes },
        { value: 'no', label: settings.no },
      ]}
    />
  );
};

const usualHours: MailHours = { from: '08:00', to: '20:00', weekends: false, timeZone: 'Europe/Moscow' };

/** The hours are typed beside their choice; they count when it is chosen. */
const When = ({ visitor, wished: { mailHours, quietCalendarId } }: Props) => {
  const { settings } = visitor.texts.portal;
  const { from, to, weekends, timeZone } = mailHours ?? usualHours;
  const value = mailHours ? 'hours' : quietCalendarId === null ? 'always' : 'calendar';
  const kept = quietCalendarId === null ? [] : [{ value: 'calendar', label: settings.when.calendar }];
  return (
    <fieldset class="when">
      <legend>{settings.when.title}</legend>
      <Select
        name="when"
        label={settings.when.label}
        value={value}
        choices={[
          { value: 'always', label: settings.when.always },
          ...kept,
          { value: 'hours', label: settings.when.hours },
        ]}
      />
      <div class="pairs">
        <label>
          <span>{settings.when.from}</span>
          <input type="time" name="from" value={from} />
        </label>
        <label>
          <span>{settings.when.to}</span>
          <input type="time" name="to" value={to === '24:00' ? '23:59' : to} />
        </label>
        <Select
          name="timeZone"
          label={settings.when.zone}
          value={timeZone}
          choices={mailZones.map((zone) => ({ value: zone, label: zonePlace(zone, visitor.language) }))}
        />
        <label class="check">
          <input type="checkbox" name="weekends" checked={weekends} />
          <span>{settings.when.weekends}</span>
        </label>
      </div>
    </fieldset>
  );
};
