import type { CallView } from '../../../store/calls/call-view';
import type { Grant, OpenTicket } from '../../../store/calls/caller';
import type { ContactView, Language } from '../../../store/contacts';
import type { Visitor } from '../visitor';
import { PriorityBadge, StatusBadge } from './badges';
import { Moment } from './moment';

/** The other end of the call: its number as people read it, or that it is hidden. */
export const numberOf = ({ direction, from, to, numbers }: CallView, { texts }: Visitor): string => {
  const number = direction === 'in' ? from : to;
  return numbers.length === 0 && (number === '' || number === 'anonymous') ? texts.phone.hidden : number;
};

/** Who it is, as far as is known. */
export const callerName = (call: CallView, visitor: Visitor): string =>
  call.contactName ??
  (call.candidates.length > 1
    ? visitor.texts.phone.several(call.candidates.length)
    : (call.candidates[0]?.name ?? call.callerName ?? visitor.texts.phone.unknown));

/** What a ticket registered now would get, or, in plain sight, why it would get nothing. */
export const GrantBox = ({ visitor, grant }: { visitor: Visitor; grant: Grant }) => {
  const { phone } = visitor.texts;
  if (!grant.covered)
    return (
      <p class="grant none" role="status">
        <b>{phone.notCovered[grant.because.kind]}</b>
        {grant.contract && ` · ${grant.contract}`}
        {grant.because.kind === 'ended' && `, ${grant.because.endsOn}`}
      </p>
    );
  return (
    <p class="grant">
      <b>
        {phone.grant} {grant.contract}
      </b>
      <Due visitor={visitor} label={phone.reaction} due={grant.reaction.due} zone={grant.timeZone} />
      <Due visitor={visitor} label={phone.resolution} due={grant.resolution.due} zone={grant.timeZone} />
    </p>
  );
};

/** In the reader's zone, with the contract's beside it. */
const Due = ({
  visitor,
  label,
  due,
  zone,
}: {
  visitor: Visitor;
  label: string;
  due: number | undefined;
  zone: string;
}) =>
  due === undefined ? null : (
    <span class="due">
      {label} <Moment at={new Date(due)} language={visitor.language} />{' '}
      <small data-zone={zone}>
        {visitor.texts.phone.zone(timeIn(visitor.language, zone).format(due), zone)}
      </small>
    </span>
  );

/** Made once for each zone of a contract: making one costs more than the rest of the card. */
const times = new Map<string, Intl.DateTimeFormat>();

const timeIn = (language: Language, timeZone: string): Intl.DateTimeFormat => {
  const name = `${language} ${timeZone}`;
  const known = times.get(name) ?? new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone });
  times.set(name, known);
  return known;
};

interface TicketsProps {
  readonly visitor: Visitor;
  readonly tickets: readonly OpenTicket[];
  /** A button in each row that adds the call to that ticket instead of a new one. */
  readonly addTo?: boolean;
}

export const OpenTickets = ({ visitor, tickets, addTo }: TicketsProps) => {
  const { texts, language } = visitor;
  if (tickets.length === 0) return <p class="empty">{texts.phone.noTickets}</p>;
  return (
    <ul class="open-tickets">
      {tickets.map((ticket) => (
        <li>
          <a href={`/tickets/${ticket.number}`} target={addTo ? '_blank' : undefined}>
            <b>{ticket.number}</b> {ticket.title}
          </a>{' '}
          <StatusBadge status={ticket.status} texts={texts} />{' '}
          <PriorityBadge priority={ticket.priority} texts={texts} />
          <small>
            {[ticket.own ? null : ticket.requester, ticket.service].filter(Boolean).join(' · ')}
            {ticket.dueAt && (
              <>
                {' '}
                {texts.phone.due} <Moment at={ticket.dueAt} language={language} />
              </>
            )}
          </small>
          {addTo && (
            <button name="add" value={ticket.number} formNoValidate>
              {texts.phone.addThere}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
};

export const LastCalls = ({ visitor, calls }: { visitor: Visitor; calls: readonly CallView[] }) => {
  const { texts, language } = visitor;
  if (calls.length === 0) return <p class="empty">{texts.phone.noCalls}</p>;
  return (
    <ul class="last-calls">
      {calls.map((call) => (
        <li>
          <Moment at={call.startedAt} language={language} /> · {texts.phone.state[call.state]}
          {call.operator && ` · ${call.operator}`}
          {call.ticket && (
            <>
              {' · '}
              <a href={`/tickets/${call.ticket}`}>{call.ticket}</a>
            </>
          )}
        </li>
      ))}
    </ul>
  );
};

/** A person with his organisation. */
export const personLabel = ({ name, organisation }: ContactView): string =>
  organisation ? `${name}, ${organisation.name}` : name;
