import { roles } from '../../../domain/role';
import type { AccountView } from '../../../store/access/staff-list';
import type { SessionView } from '../../../store/access/session-list';
import { Csrf, Select } from '../components/form-parts';
import { Moment } from '../components/moment';
import { Page } from '../components/page';
import { Titled } from '../components/titled';
import type { Visitor } from '../visitor';
import { SessionTable } from './session-table';
import { AccessTabs } from './tabs';

/** Everybody on the staff, disabled ones last. */
export const UsersPage = ({ visitor, users }: { visitor: Visitor; users: readonly AccountView[] }) => {
  const { users: words, role, factor } = visitor.texts.access;
  return (
    <Page visitor={visitor} title={words.title} here="/users">
      <AccessTabs visitor={visitor} now="/users" />
      <Titled title={words.title} may href="/users/new" label={words.add} />
      <table class="tickets">
        <thead>
          <tr>
            {[words.name, words.login, words.role, words.factor, words.sessions, words.lastSeen].map(
              (head) => (
                <th scope="col">{head}</th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <tr>
              <td class="subject">
                <a href={`/users/${user.id}`}>{user.name}</a>
                {user.disabled && <small>{words.disabled}</small>}
              </td>
              <td>{user.login}</td>
              <td>{role[user.role]}</td>
              <td data-label={words.factor}>{user.secondFactor ? factor.on : words.never}</td>
              <td data-label={words.sessions}>{user.sessions}</td>
              <td data-label={words.lastSeen}>
                {user.seenAt ? <Moment at={user.seenAt} language={visitor.language} /> : words.never}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Page>
  );
};

interface UserProps {
  readonly visitor: Visitor;
  readonly user: AccountView;
  readonly sessions: readonly SessionView[];
}

/** One account: its role, its sessions, its second factor. */
export const UserPage = (props: UserProps) => {
  const { visitor, user, sessions } = props;
  const { account, users: words, role } = visitor.texts.access;
  const path = `/users/${user.id}`;
  return (
    <Page visitor={visitor} title={user.name} here={path}>
      <AccessTabs visitor={visitor} now="/users" />
      <h1>{user.name}</h1>
      <p class="hint">
        {words.login}: {user.login} · {role[user.role]}
        {user.disabled && ` · ${words.disabled}`}
      </p>
      <section class="card">
        <h2>{words.sessions}</h2>
        <SessionTable visitor={visitor} sessions={sessions} action={`${path}/sessions`} />
        {sessions.length > 0 && (
          <form method="post" action={`${path}/sessions`}>
            <Csrf visitor={visitor} />
            <button name="end" value="all">
              {account.endAll}
            </button>
          </form>
        )}
      </section>
      <div class="account-cards">
        <RoleForm {...props} />
        <FactorForm {...props} />
      </div>
    </Page>
  );
};

const RoleForm = ({ visitor, user }: UserProps) => {
  const { users: words, role } = visitor.texts.access;
  if (String(user.id) === visitor.principal?.id) return <p class="card hint">{words.yourself}</p>;
  const choices = roles.filter((one) => one !== 'portal' || user.role === 'portal');
  return (
    <form method="post" action={`/users/${user.id}`} class="card">
      <Csrf visitor={visitor} />
      <Select
        name="role"
        label={words.role}
        value={user.role}
        choices={choices.map((value) => ({ value, label: role[value] }))}
      />
      <label class="check">
        <input type="checkbox" name="active" value="yes" checked={!user.disabled} />{' '}
        <span>{words.active}</span>
      </label>
      <p class="hint">{words.saveHint}</p>
      <button class="primary">{words.save}</button>
    </form>
  );
};

const FactorForm = ({ visitor, user }: UserProps) => {
  const { users: words, factor } = visitor.texts.access;
  return (
    <form method="post" action={`/users/${user.id}/second-factor`} class="card">
      <Csrf visitor={visitor} />
      <h2>{factor.title}</h2>
      <p>{user.secondFactor ? factor.on : factor.off}</p>
      {user.secondFactor && <p class="hint">{words.resetHint}</p>}
      {user.secondFactor && <button>{words.reset}</button>}
    </form>
  );
};
