import { isOpen, nextOpening } from '../../../domain/calendar/arithmetic';
import { rememberedCalendar } from '../../../domain/calendar/remembered';
import type { ClockView } from '../../../domain/sla/clock-view';
import { holding } from '../../../domain/sla/correct';
import { stretchesOf } from '../../../domain/sla/ledger';
import type { PickReason } from '../../../domain/sla/pick-contract';
import type { SlaAccount } from '../../../store/sla/account';
import type { TicketView } from '../../../store/ticket-view';
import { minutesText } from '../minutes-text';
import type { Visitor } from '../visitor';
import { wallTime } from '../wall-time';
import { becauseText, clockName, type Telling } from './because-text';
import { LedgerTable } from './ledger-table';
import { notCoveredText } from './not-covered-text';
import { SetDueForm } from './set-due-form';
import { slaPicture } from './sla-picture';
import { SlaTimeline } from './sla-timeline';
import { Zoned } from './zoned';

type Covered = Extract<SlaAccount, { covered: true }>;

interface Props {
  readonly visitor: Visitor;
  readonly ticket: TicketView;
  readonly account: SlaAccount;
}

/** What is due by when, why the clocks stand or what was missed, and how all that comes about. */
export const SlaCard = ({ visitor, ticket, account }: Props) => {
  const words = visitor.texts.sla;
  return (
    <section class="card sla" id="sla" data-live data-refresh="60">
      <h2>{words.title}</h2>
      {account.covered ? (
        <Standing visitor={visitor} ticket={ticket} account={account} />
      ) : (
        <p class="hint">
          {account.why ? `${words.none}: ${notCoveredText(account.why, visitor, 'UTC')}.` : `${words.none}.`}
        </p>
      )}
    </section>
  );
};

const Standing = ({ visitor, ticket, account }: Props & { account: Covered }) => {
  const { standing, entries, names } = account;
  const now = Date.now();
  const calendar = rememberedCalendar(standing.terms.calendar);
  const telling = { visitor, timeZone: standing.timeZone, names };
  const picture = slaPicture({
    clocks: standing.clocks,
    entries,
    calendar,
    warnAt: standing.terms.terms.warnAt,
    now,
  });
  return (
    <>
      <p>
        {visitor.texts.sla.contract}{' '}
        {ticket.contract ? (
          <a href={`/contracts/${ticket.contract.id}`}>{standing.contract}</a>
        ) : (
          standing.contract
        )}
        {standing.picked && `: ${pickedText(standing.picked, visitor)}`}.
      </p>
      <div class="clocks">
        {promisedFirst(standing.clocks).map(([name, clock]) => (
          <Clock account={account} telling={telling} name={name} clock={clock} now={now} />
        ))}
      </div>
      <SetDueForm telling={telling} number={ticket.number} clocks={standing.clocks} />
      {picture && <SlaTimeline telling={telling} picture={picture} />}
      <LedgerTable telling={telling} entries={entries} />
    </>
  );
};

/** Reaction and resolution, then the clocks inside the house. */
const promisedFirst = (clocks: Covered['standing']['clocks']) => {
  const promised = ['reaction', 'resolution'];
  const place = (name: string) => (promised.includes(name) ? promised.indexOf(name) : promised.length);
  return Object.entries(clocks).sort(([a], [b]) => place(a) - place(b));
};

const pickedText = (picked: PickReason, { texts: { sla } }: Visitor): string => {
  const words = sla.picked;
  return 'before' in picked ? words[picked.kind](picked.before.join(', ')) : words[picked.kind];
};

interface ClockProps {
  readonly account: Covered;
  readonly telling: Telling;
  readonly name: string;
  readonly clock: ClockView;
  readonly now: number;
}

const Clock = (props: ClockProps) => {
  const { telling, name, clock } = props;
  const { texts } = telling.visitor;
  return (
    <div class={`clock clock-${clock.state}`}>
      <h3>
        {clockName(name, telling.visitor)}{' '}
        <span class={`badge clock-${clock.state}`}>{texts.sla.state[clock.state]}</span>
      </h3>
      <Sentence {...props} />
      {clock.unconfirmed && <p class="problem">{texts.sla.unconfirmed}</p>}
      {clock.isHandSet && <p class="hint">{texts.sla.handSet}</p>}
      <How {...props} />
    </div>
  );
};

const Sentence = ({ account, telling, name, clock, now }: ClockProps) => {
  const { texts, language } = telling.visitor;
  const words = texts.sla;
  const minutes = (count: number): string => minutesText(count, language);
  const left = clock.businessMinutesTarget - clock.businessMinutesUsed;
  const told = (at: number): string => wallTime(at, telling.timeZone, language);
  if (clock.state === 'met')
    return (
      <p>
        {words.met(told(clock.metAt!), minutes(clock.businessMinutesUsed))}
        {words.metBecause(whyOf(account, telling, name, 'met'))}
      </p>
    );
  if (clock.state === 'breached')
    return (
      <p>
        {words.breached(told(clock.breachedAt!), whyOf(account, telling, name, 'breached'))}{' '}
        {words.breachedOn(minutes(clock.businessMinutesUsed))}
      </p>
    );
  if (clock.state === 'paused')
    return (
      <p>
        {words.paused(clock.pausedBecause ? becauseText(clock.pausedBecause, telling) : '—')}{' '}
        {words.pausedLeft(minutes(Math.max(0, left)))}
      </p>
    );
  const calendar = rememberedCalendar(account.standing.terms.calendar);
  const opens = isOpen(calendar, now) ? undefined : nextOpening(calendar, now);
  const must =
    name === 'reaction' ? words.mustReact : name === 'resolution' ? words.mustResolve : words.mustOther(name);
  return (
    <p>
      <b>
        {must} {clock.due === undefined ? words.never : <Zoned at={clock.due} telling={telling} />}
      </b>
      , {words.left(minutes(left), minutes(clock.businessMinutesTarget))}.{' '}
      {opens !== undefined && words.closedNow(told(opens))}
    </p>
  );
};

/** The last entry of its kind that holds. */
const whyOf = ({ entries }: Covered, telling: Telling, clock: string, event: 'met' | 'breached'): string => {
  const entry = holding(entries).findLast((one) => one.clock === clock && one.event === event);
  return entry ? becauseText(entry.because, telling) : '—';
};

/** The sum by which the deadline came about. */
const How = ({ account, telling, name, clock, now }: ClockProps) => {
  const { texts, language } = telling.visitor;
  const words = texts.sla.how;
  const { standing, entries } = account;
  const calendar = rememberedCalendar(standing.terms.calendar);
  const stood = stretchesOf(holding(entries), name, calendar, clock.metAt ?? now).filter(
    ({ runs, openMs }) => !runs && openMs >= 60_000,
  );
  const told = (at: number): string => wallTime(at, telling.timeZone, language);
  return (
    <details id={`how-${name}`}>
      <summary>{texts.sla.howDue}</summary>
      <ol>
        {clock.startedAt !== undefined && <li>{words.start(told(clock.startedAt))}</li>}
        <li>{words.target(minutesText(clock.businessMinutesTarget, language), standing.contract)}</li>
        {stood.map(({ openMs, because }) => (
          <li>{words.excluded(minutesText(openMs / 60_000, language), becauseText(because, telling))}</li>
        ))}
        <li>{words.used(minutesText(clock.businessMinutesUsed, language))}</li>
        {clock.due !== undefined && <li>{words.due(told(clock.due))}</li>}
      </ol>
    </details>
  );
};
