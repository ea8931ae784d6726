import { isForStaffOnly, notifyEvents, type NotifyEvent } from '../../../domain/notify/event';
import type { Choices } from '../../../domain/notify/person';
import type { SessionView } from '../../../store/access/session-list';
import { Csrf, FaultNote, Input, Select } from '../components/form-parts';
import { Moment } from '../components/moment';
import { languages, textsOf } from '../texts/index';
import type { Visitor } from '../visitor';
import { PortalPage } from './portal-frame';

interface Props {
  readonly visitor: Visitor;
  readonly choices: Choices;
  readonly sessions: readonly SessionView[];
  readonly password: {
    readonly isSet: boolean;
    /** The present one is asked for. */
    readonly asked: boolean;
    /** He has an address to sign in with. */
    readonly usable: boolean;
  };
  readonly saved: boolean;
  readonly fault?: string;
}

/** What a requester may be told of: nothing that is for staff only, and nothing that he cannot do without. */
export const portalEvents = notifyEvents.filter(
  (event): event is PortalEvent => !isForStaffOnly(event) && event !== 'oversized',
);
type PortalEvent = NotifyEvent & keyof Visitor['texts']['portal']['settings']['event'];

export const PortalSettingsPage = (props: Props) => {
  const { visitor, saved, fault } = props;
  const { settings } = visitor.texts.portal;
  return (
    <PortalPage visitor={visitor} title={settings.title} here="/portal/settings">
      <h1>
        {settings.title} <small>{visitor.principal?.name}</small>
      </h1>
      {saved && (
        <p class="notice" role="status">
          {settings.saved}
        </p>
      )}
      <FaultNote fault={fault} />
      <Language visitor={visitor} />
      <Mails {...props} />
      <Password {...props} />
      <Sessions {...props} />
    </PortalPage>
  );
};

const Language = ({ visitor }: { visitor: Visitor }) => {
  const { settings } = visitor.texts.portal;
  return (
    <form method="post" action="/portal/settings/language" class="card">
      <Csrf visitor={visitor} />
      <Select
        name="language"
        label={settings.language}
        value={visitor.language}
        choices={languages.map((value) => ({ value, label: textsOf(value).languageName }))}
      />
      <button>{settings.save}</button>
    </form>
  );
};

const Mails = ({ visitor, choices }: Props) => {
  const { settings } = visitor.texts.portal;
  const answers = [
    { value: '', label: settings.usual },
    { value: 'yes', label: settings.yes },
    { value: 'no', label: settings.no },
  ];
  const chosen = (event: (typeof portalEvents)[number]) => {
    const wanted = choices[event]?.email;
    return wanted === undefined ? '' : wanted ? 'yes' : 'no';
  };
  return (
    <form method="post" action="/portal/settings/notifications" class="card">
      <h2>{settings.notifications}</h2>
      <p class="hint">{settings.notificationsHint}</p>
      <Csrf visitor={visitor} />
      <div class="pairs">
        {portalEvents.map((event) => (
          <Select name={event} label={settings.event[event]} value={chosen(event)} choices={answers} />
        ))}
      </div>
      <button>{settings.save}</button>
    </form>
  );
};

const Password = ({ visitor, password }: Props) => {
  const { settings } = visitor.texts.portal;
  return (
    <form method="post" action="/portal/settings/password" class="card">
      <h2>{settings.password}</h2>
      <p class="hint">
        {!password.usable ? settings.noAddress : password.isSet ? settings.hasPassword : settings.noPassword}
      </p>
      {password.usable && (
        <>
          <Csrf visitor={visitor} />
          {password.asked && (
            <>
              <Input
                name="current"
                label={settings.current}
                type="password"
                required
                autocomplete="current-password"
              />
              <p class="hint">{settings.forgotten}</p>
            </>
          )}
          <Input name="fresh" label={settings.fresh} type="password" required autocomplete="new-password" />
          <p class="hint">{settings.freshHint}</p>
          <button>{settings.setPassword}</button>
        </>
      )}
    </form>
  );
};

const Sessions = ({ visitor, sessions }: Props) => {
  const { settings } = visitor.texts.portal;
  return (
    <section class="card">
      <h2>{settings.sessions}</h2>
      <ul class="systems">
        {sessions.map(({ id, client, begunAt, seenAt }) => (
          <li>
            <b>{clientName(client) ?? settings.unknownClient}</b>{' '}
            {id === visitor.sessionId && <span class="badge">{settings.thisOne}</span>}
            <br />
            <small>
              {settings.opened} <Moment at={begunAt} language={visitor.language} />, {settings.used}{' '}
              <Moment at={seenAt} language={visitor.language} />
            </small>
          </li>
        ))}
      </ul>
      <form method="post" action="/portal/settings/sessions">
        <Csrf visitor={visitor} />
        <button>{settings.closeAll}</button> <small>{settings.closeAllHint}</small>
      </form>
    </section>
  );
};

/** `Firefox, Windows`: what a person knows his device by. Browsers name each other too, so the order counts. */
export const clientName = (agent: string): string | undefined => {
  const find = (among: readonly (readonly [RegExp, string])[]) =>
    among.find(([sign]) => sign.test(agent))?.[1];
  const browser = find([
    [/YaBrowser/, 'Яндекс Браузер'],
    [/Edg(?:e|A|iOS)?\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/Firefox\/|FxiOS/, 'Firefox'],
    [/Chrom(?:e|ium)\/|CriOS/, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  const system = find([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux|X11/, 'Linux'],
  ]);
  return [browser, system].filter((part) => part !== undefined).join(', ') || undefined;
};
