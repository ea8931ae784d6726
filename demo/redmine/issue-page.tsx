import { IssueForm } from './issue-form';
import { layout } from './layout';
import { timeIn } from './list-page';
import type { Language, Words } from './words';
import { wordsIn } from './words';
import { byId, nameOf } from './world';
import type { Detail, Issue, Journal, World } from './world';

interface Shown {
  readonly language: Language;
  readonly world: World;
  readonly issue: Issue;
}

/** One issue with its history and the form to change it; `errors` are why the last change was not saved. */
export const issuePage = (shown: Shown, errors: readonly string[] = []): string => {
  const { language, world, issue } = shown;
  const words = wordsIn(language);
  const title = `${words.issue} #${issue.id}: ${issue.subject}`;
  return layout(
    language,
    title,
    <>
      <h1>{title}</h1>
      {errors.length > 0 && (
        <p class="fault" role="alert">
          {words.refused}: {errors.join('; ')}
        </p>
      )}
      <Facts {...shown} />
      <h2>{words.description}</h2>
      <div class="text">{issue.description}</div>
      <Files {...shown} />
      <h2>{words.history}</h2>
      {issue.journals.map((journal) => (
        <Entry key={journal.id} journal={journal} {...shown} />
      ))}
      <h2>{words.change}</h2>
      <IssueForm words={words} world={world} issue={issue} />
    </>,
  );
};

/** A page that says that there is no such issue. */
export const gonePage = (language: Language): string =>
  layout(language, wordsIn(language).gone, <p>{wordsIn(language).gone}</p>);

const Facts = ({ language, world, issue }: Shown) => {
  const words = wordsIn(language);
  const facts = [
    [words.status, byId(world.statuses, issue.statusId)?.name],
    [words.priority, byId(world.priorities, issue.priorityId)?.name],
    [words.author, nameOf(byId(world.users, issue.authorId))],
    [words.assignee, issue.assigneeId ? nameOf(byId(world.users, issue.assigneeId)) : words.nobody],
    [words.project, byId(world.projects, issue.projectId)?.name],
    ...world.fields.map(({ id, name }) => [name, issue.values[id] ?? '']),
  ];
  return (
    <table>
      {facts.map(([name, value]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td>{value}</td>
        </tr>
      ))}
    </table>
  );
};

const Files = ({ language, world, issue }: Shown) => {
  const files = world.files.filter(({ issueId }) => issueId === issue.id);
  if (files.length === 0) return null;
  return (
    <>
      <h2>{wordsIn(language).files}</h2>
      <ul>
        {files.map(({ id, filename, size }) => (
          <li key={id}>
            <a href={`/files/${id}`}>{filename}</a> <span class="quiet">{size} B</span>
          </li>
        ))}
      </ul>
    </>
  );
};

const Entry = ({ journal, language, world }: Shown & { readonly journal: Journal }) => {
  const words = wordsIn(language);
  return (
    <section class="note">
      <div class="quiet">
        {nameOf(byId(world.users, journal.userId))}, {timeIn(language, journal.createdAt)}
        {journal.isPrivate && ` (${words.isPrivate})`}
      </div>
      {journal.details.map((detail) => (
        <div key={detail.name} class="quiet">
          {sentence(detail, words, world)}
        </div>
      ))}
      {journal.notes.trim() !== '' && (
        <div class={journal.isPrivate ? 'text private' : 'text'}>{journal.notes}</div>
      )}
    </section>
  );
};

const sentence = ({ property, name, now }: Detail, words: Words, world: World): string => {
  if (property === 'attachment') return `${words.file}: ${now ?? '-'}`;
  if (property === 'cf') return `${byId(world.fields, name)?.name ?? name}: ${now ?? '-'}`;
  if (name === 'description') return words.description;
  const titles: Readonly<Record<string, readonly [string, string | undefined]>> = {
    status_id: [words.status, byId(world.statuses, now)?.name],
    priority_id: [words.priority, byId(world.priorities, now)?.name],
    assigned_to_id: [words.assignee, now === null ? words.nobody : nameOf(byId(world.users, now))],
    project_id: [words.project, byId(world.projects, now)?.name],
    tracker_id: [words.tracker, byId(world.trackers, now)?.name],
    subject: [words.subject, now ?? ''],
  };
  const [title, value] = titles[name] ?? [name, now ?? ''];
  return `${title}: ${value ?? now}`;
};
