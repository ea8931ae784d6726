import type { FactorStanding } from '../../../store/access/second-factors';
import type { SessionView } from '../../../store/access/session-list';
import type { SessionLimits } from '../../../domain/access';
import { Csrf } from '../components/form-parts';
import { Moment } from '../components/moment';
import { Page } from '../components/page';
import type { Visitor } from '../visitor';
import { visitorMay } from '../visitor-may';
import { SessionTable } from './session-table';

interface Props {
  readonly visitor: Visitor;
  readonly sessions: readonly SessionView[];
  readonly limits: SessionLimits;
  readonly standing: FactorStanding | undefined;
  readonly hasPassword: boolean;
  readonly said?: { readonly good: boolean; readonly text: string };
}

/** What a person keeps about his own access. */
export const AccountPage = (props: Props) => {
  const { visitor, said } = props;
  const { account } = visitor.texts.access;
  return (
    <Page visitor={visitor} title={account.title} here="/account">
      <h1>{account.title}</h1>
      {said && (
        <p class={said.good ? 'notice' : 'faults'} role="alert">
          {said.text}
        </p>
      )}
      {visitorMay(visitor, 'tickets.work') && (
        <p>
          <a href="/notifications">{account.notifications}</a>
        </p>
      )}
      <Sessions {...props} />
      <div class="account-cards">
        <Password {...props} />
        <Factor {...props} />
      </div>
    </Page>
  );
};

const Sessions = ({ visitor, sessions, limits }: Props) => {
  const { account } = visitor.texts.access;
  return (
    <section class="card">
      <h2>{account.sessions}</h2>
      <p class="hint">
        {account.sessionsHint}{' '}
        {account.limits(account.hours(limits.idleHours), account.hours(limits.absoluteHours))}
      </p>
      <SessionTable visitor={visitor} sessions={sessions} action="/account/sessions" />
      <form method="post" action="/account/sessions">
        <Csrf visitor={visitor} />
        <button name="end" value="others">
          {account.endOthers}
        </button>
      </form>
    </section>
  );
};

const Password = ({ visitor, hasPassword }: Props) => {
  const { account } = visitor.texts.access;
  if (!hasPassword)
    return (
      <section class="card">
        <h2>{account.password}</h2>
        <p class="hint">{account.byProvider}</p>
      </section>
    );
  return (
    <form method="post" action="/account/password" class="card">
      <h2>{account.password}</h2>
      <Csrf visitor={visitor} />
      <label>
        <span>{account.now}</span>
        <input name="now" type="password" required autocomplete="current-password" />
      </label>
      <label>
        <span>{account.next}</span>
        <input name="next" type="password" required minLength={10} autocomplete="new-password" />
      </label>
      <p class="hint">{account.passwordHint}</p>
      <button>{account.change}</button>
    </form>
  );
};

const Factor = ({ visitor, standing }: Props) => {
  const { factor } = visitor.texts.access;
  return (
    <section class="card">
      <h2>{factor.title}</h2>
      {standing ? (
        <p>
          {factor.on} {factor.since} <Moment at={standing.since} language={visitor.language} />.{' '}
          {factor.codesLeft(standing.codesLeft)}.
        </p>
      ) : (
        <p>{factor.off}</p>
      )}
      <a class="button" href="/account/second-factor">
        {standing ? factor.title : factor.setUp}
      </a>
    </section>
  );
};
