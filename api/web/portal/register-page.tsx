import { named, Select } from '../components/form-parts';
import { RegistrationHead, type RegistrationProps } from '../components/registration-head';
import { nameQuestions, QuestionFields } from '../questions/question-fields';
import { PortalFaults } from './portal-faults';
import { PortalPage } from './portal-frame';

export const PortalRegisterPage = (props: RegistrationProps) => {
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
        <RegistrationHead visitor={visitor} words={register} draft={draft} once={once} />
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
          choices={named(services, register.noService)}
        />
        <button class="quiet" data-no-script name="do" value="preview" formNoValidate>
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
