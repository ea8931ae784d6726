import type { LagSlot } from '../../../store/sync-lag';
import type { Rate, SystemView } from '../../../store/system-view';
import { reasonText } from '../reason-text';
import type { Texts } from '../texts/index';
import type { Visitor } from '../visitor';
import { LagChart } from './lag-chart';
import { ago, duration, Moment } from './moment';

interface Props {
  readonly visitor: Visitor;
  readonly systems: readonly SystemView[];
  readonly lag: ReadonlyMap<string, readonly LagSlot[]>;
}

/** How every system stands now, and how it did over the day. */
export const SystemCards = ({ visitor, systems, lag }: Props) => (
  <section id="systems" data-live>
    <h2>{visitor.texts.synchronisation.system.title}</h2>
    <div class="system-cards">
      {systems.map((system) => (
        <article class="card system">
          <Head visitor={visitor} system={system} />
          <Facts visitor={visitor} system={system} />
          <h4>{visitor.texts.synchronisation.lag.title}</h4>
          <LagChart visitor={visitor} slots={lag.get(system.system) ?? []} />
          <Rates visitor={visitor} system={system} />
        </article>
      ))}
    </div>
  </section>
);

interface OneProps {
  readonly visitor: Visitor;
  readonly system: SystemView;
}

const Head = ({ visitor: { texts, language }, system }: OneProps) => {
  const { system: words } = texts.synchronisation;
  return (
    <>
      <header>
        <h3>{system.system}</h3>
        <span class={`badge ${system.up ? 'sync-synced' : 'sync-blocked'}`}>
          {system.up ? words.up : words.down}
        </span>
        {system.since && (
          <small>
            {words.since} <Moment at={system.since} language={language} /> ({ago(system.since, language)})
          </small>
        )}
      </header>
      {!system.up && (
        <p class="problem">
          {gateReason(system.because, texts)} <small>{words.downHint}</small>
        </p>
      )}
      {system.readError && (
        <p class="problem">
          {words.readError}: {reasonText(system.readError, language)}
        </p>
      )}
    </>
  );
};

/** Why a gate is closed, in the reader's words. */
export const gateReason = (because: string | null, { synchronisation: { system } }: Texts): string =>
  because !== null && because in system.why
    ? system.why[because as keyof typeof system.why]
    : (because ?? system.down);

/** Above this the times of two systems cannot be compared well any more (milliseconds). */
const clockAlarmMs = 2000;

const Facts = ({ visitor, system }: OneProps) => {
  const { texts, language } = visitor;
  const { system: words } = texts.synchronisation;
  const alarm = Math.abs(system.clockOffsetMs ?? 0) > clockAlarmMs;
  return (
    <dl class="facts-list">
      <dt>{words.lagNow}</dt>
      <dd>
        {system.lagSeconds === null
          ? words.lagNone
          : words.lag(system.recordsBehind, duration(system.lagSeconds * 1000, language))}
        {system.waiting > 0 && <small>{words.waiting(system.waiting)}</small>}
      </dd>
      <dt>{words.clock}</dt>
      <dd class={alarm ? 'alarm' : undefined}>
        {clock(visitor, system.clockOffsetMs)}
        {alarm && <small>{words.clockAlarm}</small>}
      </dd>
      <dt>{words.lastEvent}</dt>
      <dd>
        {system.lastEventAt ? <Moment at={system.lastEventAt} language={language} exact /> : words.never}
      </dd>
      <dt>{words.lastPoll}</dt>
      <dd>{system.lastPollAt ? <Moment at={system.lastPollAt} language={language} exact /> : words.never}</dd>
    </dl>
  );
};

const clock = ({ texts, language }: Visitor, offset: number | null): string => {
  const { system: words } = texts.synchronisation;
  if (offset === null) return words.clockUnknown;
  if (Math.abs(offset) < 1000) return words.clockExact; // their clock is told in whole seconds
  const time = duration(Math.abs(offset), language);
  return offset > 0 ? words.clockAhead(time) : words.clockBehind(time);
};

const Rates = ({ visitor: { texts, language }, system }: OneProps) => {
  const { system: words } = texts.synchronisation;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const row = (name: string, { fiveMinutes, day }: Rate) => (
    <tr>
      <th scope="row">{name}</th>
      <td>{number.format(fiveMinutes / 5)}</td>
      <td>{number.format(day)}</td>
    </tr>
  );
  return (
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">{words.rate}</th>
          <th scope="col">{words.perMinute}</th>
          <th scope="col">{words.perDay}</th>
        </tr>
      </thead>
      <tbody>
        {row(words.hooks, system.hooks)}
        {row(words.heard, system.heard)}
        {row(words.pushes, system.pushes)}
        <tr>
          <th scope="row">{words.refused}</th>
          <td colSpan={2}>
            {system.refusedHooks > 0 ? <a href="#hooks">{number.format(system.refusedHooks)}</a> : 0}
          </td>
        </tr>
      </tbody>
    </table>
  );
};
