import type { Desk } from '../desk';
import { dateIn, layout } from './layout';
import { wordsIn } from './words';
import type { Language } from './words';

/** The tickets, newest change first; only open ones unless all are asked for. */
export const listPage = (language: Language, desk: Desk, all: boolean): string => {
  const words = wordsIn(language);
  const shown = desk.tables.tickets
    .filter(({ status, mergedInto }) => status !== 'deleted' && mergedInto === undefined)
    .filter(({ status }) => all || desk.statusNamed(status)?.class !== 'inactive')
    .sort((a, b) => b.lastUpdated - a.lastUpdated || b.id - a.id);
  return layout(
    language,
    words.title,
    <>
      <p class="quiet">{words.about}</p>
      <h1>{all ? words.all : words.open}</h1>
      {shown.length === 0 ? <p>{words.none}</p> : null}
      <table>
        <thead>
          <tr>
            <th>#</th>
            <th>{words.subject}</th>
            <th>{words.status}</th>
            <th>{words.key}</th>
            <th>{words.updated} (UTC)</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((ticket) => (
            <tr key={ticket.id}>
              <td>{ticket.id}</td>
              <td>
                <a href={`/Ticket/Display.html?id=${ticket.id}`}>{ticket.subject || '—'}</a>
              </td>
              <td>{ticket.status}</td>
              <td>{ticket.key}</td>
              <td>{dateIn(language, ticket.lastUpdated)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>,
    5,
  );
};
