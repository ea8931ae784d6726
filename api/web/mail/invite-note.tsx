import { eventTime, type EventTime } from '../../../domain/mail/event-time';
import type { Invite } from '../../../domain/mail/parsed';
import type { Language } from '../../../store/contacts';
import { Moment } from '../components/moment';
import type { Visitor } from '../visitor';

/** An invitation in plain words: what, when, where, and who asks. */
export const InviteNote = ({ visitor, invite }: { visitor: Visitor; invite: Invite }) => {
  const { letter } = visitor.texts;
  const known: Readonly<Record<string, string>> = letter.invite;
  return (
    <li>
      <b>{known[invite.method] ?? letter.invite.OTHER}</b>
      {invite.summary && ` ${letter.quoted(invite.summary)}`}
      {invite.start && (
        <>
          {` · ${letter.when}: `}
          <When invite={invite} language={visitor.language} />
        </>
      )}
      {invite.location && ` · ${letter.where}: ${invite.location}`}
      {invite.organizer && ` · ${letter.organizer}: ${invite.organizer}`}
    </li>
  );
};

const When = ({ invite: { start, end, zone }, language }: { invite: Invite; language: Language }) => {
  const [from, to] = [eventTime(start), eventTime(end)];
  if (!from) return <>{start}</>;
  if (from.is !== 'instant') return <>{wallText(from, to, language) + (zone ? ` (${zone})` : '')}</>;
  return (
    <>
      <Moment at={from.at} language={language} />
      {to?.is === 'instant' && (
        <>
          {' – '}
          <Moment at={to.at} language={language} />
        </>
      )}
    </>
  );
};

const dayMs = 86_400_000;

/** The end of whole days is the day after the last one. */
const wallText = (from: EventTime, to: EventTime | undefined, language: Language): string => {
  const format = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    dateStyle: 'long',
    ...(from.is === 'wall' ? { timeStyle: 'short' } : {}),
    timeZone: 'UTC',
  });
  const last = to && (to.is === 'day' ? new Date(to.at.getTime() - dayMs) : to.at);
  return last && to.is === from.is && last > from.at
    ? format.formatRange(from.at, last)
    : format.format(from.at);
};
