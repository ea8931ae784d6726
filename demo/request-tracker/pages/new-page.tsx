import type { Desk } from '../desk';
import { layout } from './layout';
import { PersonField } from './person-field';
import { wordsIn } from './words';
import type { Language } from './words';

/** The form for a ticket that begins in the desk. */
export const newPage = (language: Language, desk: Desk, person: string, fault?: string): string => {
  const words = wordsIn(language);
  return layout(
    language,
    words.create,
    <>
      <h1>{words.create}</h1>
      {fault ? <p class="fault">{fault}</p> : null}
      <form method="post" action="/new" enctype="multipart/form-data">
        <PersonField label={words.me} desk={desk} person={person} />
        <label>
          {words.subject}
          <input name="subject" maxLength={200} required />
        </label>
        <label>
          {words.text}
          <textarea name="text" />
        </label>
        <div class="row">
          <label>
            {words.requester}
            <input name="requesterName" />
          </label>
          <label>
            {words.requesterEmail}
            <input name="requesterEmail" type="email" />
          </label>
          <label>
            {words.priority}
            <input name="priority" type="number" value="50" />
          </label>
        </div>
        <label>
          {words.file}
          <input name="file" type="file" />
        </label>
        <button>{words.save}</button>
      </form>
    </>,
  );
};
