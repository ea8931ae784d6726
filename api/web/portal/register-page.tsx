import type { Fault } from '../../../domain/fault';
import type { Question } from '../../../domain/question';
import type { ServiceView } from '../../../store/services';
import { Csrf, Input, Select } from '../components/form-parts';
import { nameQuestions, QuestionFields } from '../questions/question-fields';
import type { Visitor } from '../visitor';
import { PortalFaults } from './portal-faults';
import { PortalPage } from './portal-frame';

interface Props {
  readonly visitor: Visitor;
  readonly services: readonly ServiceView[];
  /** What is asked for the chosen service. */
  readonly questions: readonly Question[];
  /** What was typed so far. */
  readonly draft: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
  /** Comes back with the form: one ticket, however often it is sent. */
  readonly once: string;
}

export const PortalRegisterPage = (props: Props) => {
  const { visitor, services, questions, draft, faults, once } = props;
  const { portal, questions: words } = visitor.texts;
  const { register } = portal;
  return (
    <PortalPage visitor={visitor} title={register.title} here="/portal/new">
      <form
        method="post"
        action="/portal/new"
        encType="multipart/form-data"
        class="card form"
        data-preview="questions"
      >
        <h1>{register.title}</h1>
        <PortalFaults visitor={visitor} faults={nameQuestions(faults, questions, visitor)} />
        <Csrf visitor={visitor} />
        {/* What Enter presses: the first button of a form. */}
        <button class="skip" tabIndex={-1} aria-hidden="true">
          {register.submit}
        </button>
        <input type="hidden" name="once" value={once} />
        <Input name="title" label={register.subject} value={draft.title ?? ''} required />
        <label>
          <span>{register.description}</span>
          <textarea name="description" rows={7} aria-describedby="how">
            {draft.description ?? ''}
          </textarea>
          <small id="how">{register.descriptionHint}</small>
        </label>
        <Select
          name="service"
          label={register.service}
          value={draft.service ?? ''}
          choices={[
            { value: '', label: register.noService },
            ...services.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
        <button class="quiet" name="do" value="preview" formNoValidate>
          {words.ask}
        </button>
        <QuestionFields
          visitor={visitor}
          serviceId={draft.service ?? ''}
          questions={questions}
          values={draft}
          faults={faults}
        />
        <label>
          <span>{register.files}</span>
          <input type="file" name="file" multiple aria-describedby="which" />
          <small id="which">{register.filesHint}</small>
        </label>
        <button class="primary wide">{register.submit}</button>
      </form>
    </PortalPage>
  );
};
