import type { CallView } from '../../../store/calls/call-view';
import type { CallerView } from '../../../store/calls/caller';
import { asset } from '../assets';
import { textsOf } from '../texts/index';
import type { Visitor } from '../visitor';
import { callerName, GrantBox, LastCalls, numberOf, OpenTickets } from './call-parts';
import { Csrf } from './form-parts';
import { Moment } from './moment';
import { Page } from './page';

/** A call with whatever is known of who calls. */
export interface ShownCall {
  readonly call: CallView;
  readonly caller: CallerView | null;
}

/** What one operator's screen shows at this moment. */
export interface PhoneState {
  /** Login of the operator who looks. */
  readonly login: string;
  /** Those that he talks, the newest first. */
  readonly mine: readonly ShownCall[];
  readonly ringing: readonly ShownCall[];
  readonly withoutTicket: readonly CallView[];
  readonly toCallBack: readonly CallView[];
}

interface Props {
  readonly visitor: Visitor;
  readonly state: PhoneState;
}

export const PhonePage = ({ visitor, state }: Props) => (
  <Page visitor={visitor} title={visitor.texts.phone.title} here="/phone">
    <h1 class="visually-hidden">{visitor.texts.phone.title}</h1>
    <PhoneScreen visitor={visitor} state={state} />
    <noscript>
      <meta http-equiv="refresh" content="5" />
    </noscript>
    <script src={asset('phone.js')} defer />
  </Page>
);

/** The part that follows the calls: cards and lists by the live stream, the whole of it where there is none. */
export const PhoneScreen = ({ visitor, state }: Props) => {
  const { mine, ringing } = state;
  return (
    <div id="screen" data-login={state.login} aria-live="polite">
      <div id="cards">
        {mine.length + ringing.length === 0 && <QuietLine visitor={visitor} />}
        {mine.map((shown, i) => (
          <CallCard visitor={visitor} shown={shown} isFirst={i === 0} />
        ))}
        {ringing.map((shown) => (
          <RingingCard visitor={visitor} shown={shown} atYou={shown.call.ringsAt.includes(state.login)} />
        ))}
      </div>
      <div id="phone-lists" class="phone-lists">
        <CallBackList visitor={visitor} calls={state.toCallBack} />
        <WithoutTicket visitor={visitor} calls={state.withoutTicket} />
      </div>
    </div>
  );
};

/** Where no card stands. */
export const QuietLine = ({ visitor }: { visitor: Visitor }) => (
  <p class="card quiet-line" id="quiet">
    {visitor.texts.phone.quiet}
  </p>
);

const Who = ({ visitor, call }: { visitor: Visitor; call: CallView }) => (
  <>
    <span class={`badge call-${call.state}`}>{visitor.texts.phone.state[call.state]}</span>{' '}
    <span class="caller">{callerName(call, visitor)}</span>{' '}
    <small>
      {visitor.texts.phone.from} <b>{numberOf(call, visitor)}</b>
      {call.queue && ` · ${visitor.texts.phone.queue} ${call.queue}`} ·{' '}
      <Moment at={call.startedAt} language={visitor.language} exact />
    </small>
  </>
);

/** The call that this operator talks: who it is, what the contract grants now, what is open, and the way to a ticket. */
export const CallCard = ({
  visitor,
  shown: { call, caller },
  isFirst,
}: {
  visitor: Visitor;
  shown: ShownCall;
  isFirst: boolean;
}) => {
  const { phone } = visitor.texts;
  return (
    <article class="card call-card mine" id={`call-${call.id}`} data-call={call.id}>
      <h2>
        <Who visitor={visitor} call={call} />
      </h2>
      {caller && <Person visitor={visitor} caller={caller} />}
      {caller && <GrantBox visitor={visitor} grant={caller.grant} />}
      {call.contact === null && <Candidates visitor={visitor} call={call} />}
      <p class="act">
        {call.ticket ? (
          <>
            {phone.hasTicket} <a href={`/tickets/${call.ticket}`}>{call.ticket}</a>
          </>
        ) : (
          <>
            <a
              class="button primary"
              href={`/phone/calls/${call.id}/ticket`}
              data-open={isFirst ? '' : undefined}
            >
              {phone.newTicket}
            </a>{' '}
            <small>{isFirst && phone.enterHint}</small>
          </>
        )}
      </p>
      {caller && (
        <div class="phone-lists">
          <section>
            <h3>{phone.tickets}</h3>
            <OpenTickets visitor={visitor} tickets={caller.tickets} />
          </section>
          <section>
            <h3>{phone.lastCalls}</h3>
            <LastCalls visitor={visitor} calls={caller.calls.filter(({ id }) => id !== call.id)} />
          </section>
        </div>
      )}
    </article>
  );
};

const Person = ({ visitor, caller: { contact } }: { visitor: Visitor; caller: CallerView }) => (
  <p class="person">
    {contact.organisation?.name ?? visitor.texts.phone.noOrganisation} · {visitor.texts.phone.language}:{' '}
    {textsOf(contact.language).languageName}
    {contact.email && ` · ${contact.email}`}
  </p>
);

/** A call that rings: who it is, and what he may ask for. */
export const RingingCard = ({
  visitor,
  shown: { call, caller },
  atYou,
}: {
  visitor: Visitor;
  shown: ShownCall;
  /** At this operator's own telephone. */
  atYou: boolean;
}) => (
  <article class="card call-card ringing" id={`call-${call.id}`}>
    <h2>
      <Who visitor={visitor} call={call} />
    </h2>
    {atYou && <p class="at-you">{visitor.texts.phone.ringsAtYou}</p>}
    {caller && <Person visitor={visitor} caller={caller} />}
    {caller && <GrantBox visitor={visitor} grant={caller.grant} />}
    {caller && caller.tickets.length > 0 && (
      <OpenTickets visitor={visitor} tickets={caller.tickets.slice(0, 3)} />
    )}
    {!caller && <Reasons visitor={visitor} call={call} />}
  </article>
);

const Reasons = ({ visitor, call }: { visitor: Visitor; call: CallView }) => (
  <ul class="candidates">
    {call.candidates.map((candidate) => (
      <li>
        <b>{candidate.name}</b> {candidate.organisation && `· ${candidate.organisation} `}
        <small>{visitor.texts.phone.because[candidate.because]}</small>
      </li>
    ))}
  </ul>
);

/** Each a button of its own: one press, and the number is known from now on. */
export const Candidates = ({ visitor, call }: { visitor: Visitor; call: CallView }) =>
  call.candidates.length === 0 ? null : (
    <ul class="candidates">
      {call.candidates.map((candidate) => (
        <li>
          <form method="post" action={`/phone/calls/${call.id}/caller`}>
            <Csrf visitor={visitor} />
            <button name="contact" value={candidate.contact}>
              {visitor.texts.phone.isIt}: {candidate.name}
            </button>{' '}
            {candidate.organisation} <small>{visitor.texts.phone.because[candidate.because]}</small>
          </form>
        </li>
      ))}
    </ul>
  );

/** Missed calls that wait for somebody. */
export const CallBackList = ({ visitor, calls }: { visitor: Visitor; calls: readonly CallView[] }) => {
  const { phone } = visitor.texts;
  return (
    <section class="card" id="call-back">
      <h2>{phone.callBack}</h2>
      {calls.length === 0 && <p class="empty">{phone.nobodyToCallBack}</p>}
      <ul>
        {calls.map((call) => (
          <li>
            <form method="post" action={`/phone/calls/${call.id}/called-back`}>
              <Csrf visitor={visitor} />
              <a href={`tel:${call.numbers[0] ?? ''}`}>{numberOf(call, visitor)}</a>{' '}
              {callerName(call, visitor)}{' '}
              <small class={call.callBackBy && call.callBackBy.getTime() < Date.now() ? 'late' : ''}>
                {call.callBackBy && call.callBackBy.getTime() < Date.now() ? phone.late : phone.until}{' '}
                {call.callBackBy && <Moment at={call.callBackBy} language={visitor.language} />}
              </small>{' '}
              <button>{phone.calledBack}</button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Calls of this operator that led to no ticket yet. */
export const WithoutTicket = ({ visitor, calls }: { visitor: Visitor; calls: readonly CallView[] }) =>
  calls.length === 0 ? null : (
    <section class="card" id="without-ticket">
      <h2>{visitor.texts.phone.withoutTicket}</h2>
      <ul>
        {calls.map((call) => (
          <li>
            <Moment at={call.startedAt} language={visitor.language} /> {callerName(call, visitor)}{' '}
            <a href={`/phone/calls/${call.id}/ticket`}>{visitor.texts.phone.newTicket}</a>
          </li>
        ))}
      </ul>
    </section>
  );
