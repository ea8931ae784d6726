import type { CommentView } from '../../../store/comment-list';
import { VisibilityBadge } from '../components/badges';
import { Files } from '../components/comment-feed';
import { TextArea, TextField, FaultHead, type Draft } from '../components/draft-fields';
import { Csrf } from '../components/form-parts';
import { Page } from '../components/page';
import { spoken } from '../spoken';

interface Props {
  readonly draft: Draft;
  readonly number: string;
  readonly comment: CommentView;
  readonly once: string;
}

/** A comment that becomes a ticket of its own: what it begins with is read, and changed, before. */
export const SplitPage = ({ draft, number, comment, once }: Props) => {
  const { visitor } = draft;
  const { work, register } = visitor.texts;
  return (
    <Page visitor={visitor} title={work.splitTitle(number)} here={`/tickets/${number}`}>
      <h1>{work.splitTitle(number)}</h1>
      <FaultHead draft={draft} known={(field) => field === 'title' || field === 'description'} />
      <div class="columns">
        <form method="post" action={`/tickets/${number}/split`} class="card">
          <Csrf visitor={visitor} />
          <input type="hidden" name="comment" value={String(comment.id)} />
          <input type="hidden" name="once" value={once} />
          <TextField draft={draft} name="title" label={register.subject} />
          <TextArea draft={draft} name="description" label={register.description} rows={7} />
          <p class="hint">{work.splitHint}</p>
          <div class="buttons">
            <button class="primary">{work.splitSubmit}</button>
            <a href={`/tickets/${number}`}>{work.back}</a>
          </div>
        </form>
        <section class={`comment ${comment.visibility}`}>
          <h2>{work.chosenComment}</h2>
          <p>
            <b>{comment.author.name}</b>{' '}
            <VisibilityBadge visibility={comment.visibility} texts={visitor.texts} />
          </p>
          {comment.visibility === 'internal' && <p class="hint">{work.splitInternal}</p>}
          <p class="body">{spoken(comment, visitor.language)}</p>
          <Files files={comment.attachments} visitor={visitor} />
        </section>
      </div>
    </Page>
  );
};
