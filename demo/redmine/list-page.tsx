import { layout } from './layout';
import type { Language } from './words';
import { wordsIn } from './words';
import { byId } from './world';
import type { Issue, World } from './world';

/** Issues, the last changed first. */
export const listPage = (language: Language, world: World, showAll: boolean): string => {
  const words = wordsIn(language);
  const isOpen = ({ statusId }: Issue) => byId(world.statuses, statusId)?.isClosed !== true;
  const issues = world.issues
    .filter((issue) => showAll || isOpen(issue))
    .sort((a, b) => b.updatedAt - a.updatedAt);
  const title = showAll ? words.all : words.open;
  return layout(
    language,
    title,
    <>
      <p class="quiet">{words.about}</p>
      <h1>{title}</h1>
      {issues.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <Table issues={issues} world={world} language={language} />
      )}
    </>,
  );
};

const Table = ({
  issues,
  world,
  language,
}: {
  issues: readonly Issue[];
  world: World;
  language: Language;
}) => {
  const words = wordsIn(language);
  return (
    <table>
      <thead>
        <tr>
          <th>#</th>
          <th>{words.subject}</th>
          <th>{words.status}</th>
          <th>{words.priority}</th>
          <th>{words.updated}</th>
        </tr>
      </thead>
      <tbody>
        {issues.slice(0, 200).map((issue) => (
          <tr key={issue.id}>
            <td>{issue.id}</td>
            <td>
              <a href={`/issues/${issue.id}`}>{issue.subject}</a>
            </td>
            <td>{byId(world.statuses, issue.statusId)?.name}</td>
            <td>{byId(world.priorities, issue.priorityId)?.name}</td>
            <td>{timeIn(language, issue.updatedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** A time for people, in the server's zone. */
export const timeIn = (language: Language, at: number): string =>
  new Date(at).toLocaleString(language === 'ru' ? 'ru-RU' : 'en-GB', {
    dateStyle: 'short',
    timeStyle: 'medium',
  });
