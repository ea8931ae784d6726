import type { Keeping } from '../../../domain/keeping';
import type { Accounting } from '../../../store/accounting';
import type { ConflictView } from '../../../store/conflict-list';
import type { MailboxView } from '../../../store/mail/mailbox-states';
import type { ChannelView } from '../../../store/notify/channel-state';
import type { Page as ListPage } from '../../../store/page';
import type { ProblemView } from '../../../store/problem-list';
import type { ReconciliationSummary } from '../../../store/reconciliations';
import type { Removal } from '../../../store/removals';
import type { RefusedHook } from '../../../store/refused-hooks';
import type { LagSlot } from '../../../store/sync-lag';
import type { SystemView } from '../../../store/system-view';
import type { User } from '../../../store/users';
import { RemovalsCard } from '../access/removals-card';
import type { Visitor } from '../visitor';
import { AccountingCard } from './accounting-card';
import { ConflictCard } from './conflict-card';
import { MailCard } from './mail-card';
import { Moment } from './moment';
import { Page } from './page';
import { ProblemCard } from './problem-card';
import { ReconciliationsCard } from './reconciliations-card';
import { RefusedHooksCard } from './refused-hooks-card';
import { SystemCards } from './system-cards';

/** Everything that the page tells, as of one moment. */
export interface SyncState {
  readonly systems: readonly SystemView[];
  readonly lag: ReadonlyMap<string, readonly LagSlot[]>;
  readonly problems: ListPage<ProblemView>;
  readonly conflicts: ListPage<ConflictView>;
  readonly staff: readonly User[];
  readonly books: Accounting;
  readonly runs: readonly ReconciliationSummary[];
  readonly hooks: readonly RefusedHook[];
  readonly mailboxes: readonly MailboxView[];
  readonly channels: readonly ChannelView[];
  readonly removals: readonly Removal[];
  /** Undefined: as usual. */
  readonly keeping: Keeping | undefined;
}

interface Props {
  readonly visitor: Visitor;
  readonly state: SyncState;
}

/** How the synchronisation stands, and what an engineer may do about it. */
export const SyncPage = ({ visitor, state }: Props) => {
  const { texts } = visitor;
  return (
    <Page visitor={visitor} title={texts.synchronisation.title} here="/sync">
      <Summary visitor={visitor} state={state} />
      <SystemCards visitor={visitor} systems={state.systems} lag={state.lag} />
      <MailCard visitor={visitor} mailboxes={state.mailboxes} channels={state.channels} />
      <Problems visitor={visitor} state={state} />
      <Conflicts visitor={visitor} state={state} />
      <ReconciliationsCard
        visitor={visitor}
        systems={state.systems.map(({ system }) => system)}
        runs={state.runs}
      />
      <AccountingCard visitor={visitor} books={state.books} />
      <RefusedHooksCard visitor={visitor} hooks={state.hooks} />
      <RemovalsCard visitor={visitor} removals={state.removals} keeping={state.keeping} />
    </Page>
  );
};

const Summary = ({ visitor: { texts, language }, state }: Props) => {
  const { synchronisation: words } = texts;
  const [problems, conflicts] = [state.problems.items.length, state.conflicts.items.length];
  const away = state.systems.filter(({ up }) => !up).map(({ system }) => system);
  const isCalm = problems + conflicts + away.length === 0;
  return (
    <header class="head" id="summary" data-live data-refresh="20">
      <h1>{words.title}</h1>
      <p class={isCalm ? 'state calm' : 'state'}>
        {isCalm && words.calm} {away.length > 0 && <b>{words.away(away.join(', '))}</b>}{' '}
        {problems + conflicts > 0 && (
          <a href={problems > 0 ? '#problems' : '#conflicts'}>{words.needed(problems, conflicts)}</a>
        )}
      </p>
      <small>
        {words.asOf} <Moment at={new Date()} language={language} exact /> · <a href="/sync">{words.reload}</a>{' '}
        · <a href="/docs">{texts.layout.api}</a>
      </small>
    </header>
  );
};

const Problems = ({ visitor, state: { problems, staff } }: Props) => (
  <section id="problems" data-live>
    <h2>{visitor.texts.synchronisation.problems.title}</h2>
    {problems.items.length === 0 && <p class="empty">{visitor.texts.synchronisation.problems.none}</p>}
    {problems.items.map((problem) => (
      <ProblemCard visitor={visitor} problem={problem} staff={staff} back="/sync#problems" />
    ))}
    {problems.next !== null && <p class="hint">{visitor.texts.ticket.more}</p>}
  </section>
);

const Conflicts = ({ visitor, state: { conflicts } }: Props) => (
  <section id="conflicts" data-live>
    <h2>{visitor.texts.synchronisation.conflicts.title}</h2>
    {conflicts.items.length === 0 && <p class="empty">{visitor.texts.synchronisation.conflicts.none}</p>}
    {conflicts.items.map((conflict) => (
      <ConflictCard visitor={visitor} conflict={conflict} back="/sync#conflicts" />
    ))}
    {conflicts.next !== null && <p class="hint">{visitor.texts.ticket.more}</p>}
  </section>
);
