import type { Visitor } from '../visitor';
import { Page } from './page';

interface Props {
  readonly visitor: Visitor;
  readonly state: 'asked' | 'done' | 'broken';
  readonly token: string;
}

/** The way out of mails that somebody did not ask for. */
export const UnsubscribePage = ({ visitor, state, token }: Props) => {
  const { unsubscribe } = visitor.texts.mail;
  return (
    <Page visitor={visitor} title={unsubscribe.title} here="/tickets">
      <h1>{unsubscribe.title}</h1>
      {state === 'asked' ? (
        <form method="post" action={`/unsubscribe/${token}`} class="card">
          <p>{unsubscribe.ask}</p>
          <button class="primary">{unsubscribe.yes}</button>
        </form>
      ) : (
        <p class="notice">{unsubscribe[state]}</p>
      )}
    </Page>
  );
};
