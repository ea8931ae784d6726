import { layout } from './layout';
import type { Language, Words } from './words';
import { wordsIn } from './words';
import { nameOf } from './world';
import type { Issue, Named, World } from './world';

/** The form to change an issue: fields, a note, a file. */
export const IssueForm = ({ words, world, issue }: { words: Words; world: World; issue: Issue }) => (
  <form method="post" action={`/issues/${issue.id}`} enctype="multipart/form-data">
    <div class="row">
      <People words={words} world={world} />
      <Choice name="status_id" title={words.status} choices={world.statuses} chosen={issue.statusId} />
      <Choice
        name="priority_id"
        title={words.priority}
        choices={world.priorities}
        chosen={issue.priorityId}
      />
      <Choice
        name="assigned_to_id"
        title={words.assignee}
        choices={[{ id: 0, name: words.nobody }, ...executorsIn(world)]}
        chosen={issue.assigneeId ?? 0}
      />
    </div>
    <label>
      {words.subject}
      <input name="subject" value={issue.subject} maxLength={255} required />
    </label>
    <label>
      {words.note}
      <textarea name="notes" />
    </label>
    <label class="inline">
      <input type="checkbox" name="private_notes" value="1" /> {words.secret}
    </label>
    <label>
      {words.file}
      <input type="file" name="file" />
    </label>
    <button type="submit">{words.save}</button>
  </form>
);

/** The page with the form for a new issue. */
export const newIssuePage = (language: Language, world: World, errors: readonly string[] = []): string => {
  const words = wordsIn(language);
  return layout(
    language,
    words.create,
    <>
      <h1>{words.create}</h1>
      {errors.length > 0 && (
        <p class="fault" role="alert">
          {words.refused}: {errors.join('; ')}
        </p>
      )}
      <form method="post" action="/issues" enctype="multipart/form-data">
        <People words={words} world={world} />
        <label>
          {words.subject}
          <input name="subject" maxLength={255} required />
        </label>
        <label>
          {words.description}
          <textarea name="description" />
        </label>
        <button type="submit">{words.save}</button>
      </form>
    </>,
  );
};

const People = ({ words, world }: { words: Words; world: World }) => {
  const choices = executorsIn(world);
  return <Choice name="user" title={words.as} choices={choices} chosen={choices[0]?.id ?? 0} />;
};

const executorsIn = (world: World): readonly Named[] =>
  world.users
    .filter(({ login }) => login.startsWith('executor'))
    .map((user) => ({ id: user.id, name: nameOf(user) }));

const Choice = (props: { name: string; title: string; choices: readonly Named[]; chosen: number }) => (
  <label>
    {props.title}
    <select name={props.name}>
      {props.choices.map(({ id, name }) => (
        <option key={id} value={id} selected={id === props.chosen}>
          {name}
        </option>
      ))}
    </select>
  </label>
);
