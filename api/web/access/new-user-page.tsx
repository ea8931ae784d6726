import { roles } from '../../../domain/role';
import { ChoiceField, FaultAt, FaultHead, TextField, type Draft } from '../components/draft-fields';
import { Csrf } from '../components/form-parts';
import { Page } from '../components/page';
import { AccessTabs } from './tabs';

/** Those who have pages of their own here; requesters come in by the portal. */
export const staffRoles = roles.filter((role) => role !== 'portal');

const fields: readonly string[] = ['name', 'login', 'role', 'email', 'password'];

/** A new account of the staff: who it is, what he may, and how he gets in the first time. */
export const NewUserPage = ({ draft }: { draft: Draft }) => {
  const { visitor } = draft;
  const { users: words, role } = visitor.texts.access;
  return (
    <Page visitor={visitor} title={words.add} here="/users/new">
      <AccessTabs visitor={visitor} now="/users" />
      <h1>{words.add}</h1>
      <FaultHead draft={draft} known={(field) => fields.includes(field)} />
      <form method="post" action="/users" class="card new-user">
        <Csrf visitor={visitor} />
        <TextField draft={draft} name="name" label={words.name} hint={words.nameHint} />
        <TextField draft={draft} name="login" label={words.login} hint={words.loginHint} />
        <ChoiceField
          draft={draft}
          name="role"
          label={words.role}
          choices={staffRoles.map((value) => ({ value, label: role[value] }))}
        />
        <TextField draft={draft} name="email" label={words.email} hint={words.emailHint} />
        <label>
          <span>{words.password}</span>
          <input name="password" type="password" autocomplete="new-password" minLength={10} required />
          <small>{words.passwordHint}</small>
          <FaultAt draft={draft} name="password" />
        </label>
        <button class="primary">{words.addSubmit}</button>
      </form>
    </Page>
  );
};
