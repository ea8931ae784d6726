import { cannedWords } from '../../../domain/canned';
import type { CannedAnswer } from '../../../store/canned-answers';
import { AgreementTabs } from '../agreements/tabs';
import { FaultHead, TextArea, TextField, type Draft } from '../components/draft-fields';
import { Csrf } from '../components/form-parts';
import { Page } from '../components/page';
import { Titled } from '../components/titled';
import { languages, textsOf } from '../texts/index';
import type { Visitor } from '../visitor';

/** Every answer by its name in the reader's language. */
export const CannedListPage = ({
  visitor,
  answers,
  writes,
}: {
  visitor: Visitor;
  answers: readonly CannedAnswer[];
  writes: boolean;
}) => {
  const { canned } = visitor.texts;
  return (
    <Page visitor={visitor} title={canned.title} here="/answers">
      <AgreementTabs visitor={visitor} now="/answers" />
      <Titled title={canned.title} may={writes} href="/answers/new" label={canned.add} />
      {answers.length === 0 && <p class="empty">{canned.none}</p>}
      {answers.map((answer) => (
        <article class="card">
          <h2>
            <a href={`/answers/${answer.id}`}>{answer[visitor.language].title}</a>
          </h2>
          <p class="body">{answer[visitor.language].body}</p>
        </article>
      ))}
    </Page>
  );
};

interface Props {
  readonly draft: Draft;
  /** Null: a new one. */
  readonly id: number | null;
  readonly writes: boolean;
}

/** One answer in both languages. */
export const CannedPage = ({ draft, id, writes }: Props) => {
  const { visitor } = draft;
  const { canned } = visitor.texts;
  const title = id === null ? canned.add : (draft.values[`title.${visitor.language}`] ?? canned.title);
  return (
    <Page visitor={visitor} title={title} here={`/answers/${id ?? 'new'}`}>
      <AgreementTabs visitor={visitor} now="/answers" />
      <h1>{title}</h1>
      <FaultHead draft={draft} known={(field) => /^(title|body)\.(ru|en)$/.test(field)} />
      <form method="post" action={id === null ? '/answers' : `/answers/${id}`} class="card">
        <Csrf visitor={visitor} />
        <input type="hidden" name="version" value={draft.values.version ?? ''} />
        <p class="hint">
          {canned.explain} {cannedWords.map((word) => `{{${word}}}`).join(', ')}
        </p>
        <div class="sides">
          {languages.map((language) => (
            <div>
              <h2>{textsOf(language).languageName}</h2>
              <TextField draft={draft} name={`title.${language}`} label={canned.name} />
              <TextArea draft={draft} name={`body.${language}`} label={canned.body} rows={9} />
            </div>
          ))}
        </div>
        {writes && (
          <p class="buttons">
            <button class="primary">{canned.save}</button>
            {id !== null && (
              <button class="quiet" name="do" value="remove">
                {canned.remove}
              </button>
            )}
          </p>
        )}
      </form>
    </Page>
  );
};
