import type { Fault } from '../../../domain/fault';
import { notifyEvents, type NotifyEvent } from '../../../domain/notify/event';
import { templateWords } from '../../../domain/notify/template';
import { languages, textsOf } from '../texts/index';
import type { Visitor } from '../visitor';
import { Csrf, Faults, Input } from './form-parts';
import { Page } from './page';

type Edited = { readonly [language in 'ru' | 'en']: ReadonlyMap<string, string> };

/** Every text of a mail, by event and language. */
export const TemplatesPage = ({ visitor, edited }: { visitor: Visitor; edited: Edited }) => {
  const { mail } = visitor.texts;
  return (
    <Page visitor={visitor} title={mail.templates} here="/notifications/templates">
      <h1>{mail.templates}</h1>
      <p class="hint">{mail.templatesHint}</p>
      <table class="tickets">
        <tbody>
          {notifyEvents.map((event) => (
            <tr>
              <td class="sentence">{mail.event[event]}</td>
              {languages.map((language) => (
                <td>
                  <a href={`/notifications/templates/${event}/${language}`}>
                    {textsOf(language).languageName}
                  </a>
                  {edited[language].has(event) && <small> {mail.edited}</small>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Page>
  );
};

interface Props {
  readonly visitor: Visitor;
  readonly event: NotifyEvent;
  readonly language: 'ru' | 'en';
  readonly body: string;
  /** Number of the ticket with which it is shown. */
  readonly ticket: string;
  readonly preview?: string;
  readonly faults: readonly Fault[];
  readonly isEdited: boolean;
}

/** One text, to be edited and seen with a real ticket. */
export const TemplatePage = ({
  visitor,
  event,
  language,
  body,
  ticket,
  preview,
  faults,
  isEdited,
}: Props) => {
  const { mail } = visitor.texts;
  const here = `/notifications/templates/${event}/${language}`;
  return (
    <Page visitor={visitor} title={mail.templates} here={here}>
      <p class="hint">
        <a href="/notifications/templates">{mail.templates}</a>
      </p>
      <h1 class="sentence">
        {mail.event[event]} · {textsOf(language).languageName}
      </h1>
      <Faults visitor={visitor} faults={faults} />
      <form method="post" action={here} class="card">
        <Csrf visitor={visitor} />
        <p class="hint">
          {mail.templatesExplain} {templateWords.map((word) => `{{${word}}}`).join(' ')}. {mail.templatesPart}
        </p>
        <textarea name="body" rows={12} aria-label={mail.text} lang={language}>
          {body}
        </textarea>
        <p class="buttons">
          <button class="primary" name="action" value="save">
            {mail.save}
          </button>
          {isEdited && (
            <button class="quiet" name="action" value="reset">
              {mail.reset}
            </button>
          )}
        </p>
        <div class="filter try-out">
          <Input name="ticket" label={mail.previewNumber} value={ticket} placeholder="SD-1042" />
          <button name="action" value="preview">
            {mail.preview}
          </button>
        </div>
      </form>
      {preview !== undefined && (
        <section class="card" id="preview">
          <h2>{mail.preview}</h2>
          <p class="body">{preview}</p>
        </section>
      )}
    </Page>
  );
};
