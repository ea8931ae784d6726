import { questionKinds } from '../../../domain/question';
import type { ServiceView } from '../../../store/services';
import { AgreementTabs } from '../agreements/tabs';
import { ChoiceField, FaultHead, TextArea, TextField, Tick, type Draft } from '../components/draft-fields';
import { Csrf } from '../components/form-parts';
import { Page } from '../components/page';

interface Props {
  readonly draft: Draft;
  readonly service: ServiceView;
  /** Rows of the form, the empty ones for new questions with them. */
  readonly rows: number;
}

/** The questions of a service, to be written. */
export const QuestionsPage = ({ draft, service, rows }: Props) => {
  const { visitor } = draft;
  const { questions } = visitor.texts;
  const here = `/services/${service.id}/questions`;
  return (
    <Page visitor={visitor} title={questions.of(service.name)} here={here}>
      <AgreementTabs visitor={visitor} now="/services" />
      <h1>{questions.of(service.name)}</h1>
      <p class="hint">
        {questions.hint} {questions.emptyHint}
      </p>
      <FaultHead draft={draft} known={(field) => field.startsWith('q.')} />
      <form method="post" action={here}>
        <Csrf visitor={visitor} />
        <input type="hidden" name="rows" value={String(rows)} />
        {Array.from({ length: rows }, (_, i) => (
          <Row draft={draft} i={i} />
        ))}
        <p class="buttons">
          <button class="primary">{questions.save}</button>
          <a href={`/services/${service.id}`}>{questions.back}</a>
        </p>
      </form>
    </Page>
  );
};

const Row = ({ draft, i }: { draft: Draft; i: number }) => {
  const { questions, languageName } = draft.visitor.texts;
  const at = (name: string): string => `q.${i}.${name}`;
  const id = draft.values[at('id')] ?? '';
  return (
    <fieldset class="card" lang={draft.visitor.language}>
      <legend>{id === '' ? questions.isNew : `${questions.label} ${i + 1}`}</legend>
      <input type="hidden" name={at('id')} value={id} />
      <div class="row" title={languageName}>
        <TextField draft={draft} name={at('ru')} label={`${questions.label} (ru)`} />
        <TextField draft={draft} name={at('en')} label={`${questions.label} (en)`} />
        <ChoiceField
          draft={draft}
          name={at('kind')}
          label={questions.kindLabel}
          choices={questionKinds.map((kind) => ({ value: kind, label: questions.kind[kind] }))}
        />
      </div>
      <TextArea draft={draft} name={at('choices')} label={questions.choices} rows={3} />
      <Tick draft={draft} name={at('required')} label={questions.required} />
    </fieldset>
  );
};
