import type { SessionView } from '../../../store/access/session-list';
import { Csrf } from '../components/form-parts';
import { Moment } from '../components/moment';
import type { Visitor } from '../visitor';
import { clientName } from './client-name';

interface Props {
  readonly visitor: Visitor;
  readonly sessions: readonly SessionView[];
  /** Where the forms go. */
  readonly action: string;
}

/** Sessions of one person, each with its end. */
export const SessionTable = ({ visitor, sessions, action }: Props) => {
  const { account, method } = visitor.texts.access;
  const { language } = visitor;
  if (sessions.length === 0) return <p class="hint">{account.none}</p>;
  return (
    <table class="sessions">
      <thead>
        <tr>
          <th>{account.client}</th>
          <th>{account.begun}</th>
          <th>{account.seen}</th>
          <th>{account.address}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <tr>
            <td title={session.client}>
              {clientName(session.client) ?? account.unknownClient}{' '}
              {session.id === visitor.sessionId && <b class="badge">{account.thisOne}</b>}
            </td>
            <td>
              <Moment at={session.begunAt} language={language} /> <small>{method[session.method]}</small>
            </td>
            <td>
              <Moment at={session.seenAt} language={language} />
            </td>
            <td>{session.address}</td>
            <td>
              <form method="post" action={action}>
                <Csrf visitor={visitor} />
                <button class="quiet" name="end" value={String(session.id)}>
                  {account.end}
                </button>
              </form>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
