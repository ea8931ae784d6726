import type { Priority } from '../../../domain/ticket';
import type { Grant } from '../../../store/calls/caller';
import type { ApiSystem } from '../../options';
import { DueCard } from '../sla/due-card';
import { nameQuestions, QuestionFields } from '../questions/question-fields';
import type { Visitor } from '../visitor';
import { choicesOf, Faults, Input, named, Select } from './form-parts';
import { GoesTo } from './goes-to';
import { Page } from './page';
import { PriorityFields } from './priority-fields';
import { RegistrationHead, type RegistrationProps } from './registration-head';

/** What was typed so far. */
export type RegisterDraft = RegistrationProps['draft'];

interface Props extends RegistrationProps {
  /** Where it would go, and how urgent it would be. */
  readonly goes: { readonly systems: readonly ApiSystem[]; readonly priority: Priority };
  /** What would be due; null where nobody we know is named. */
  readonly due: Grant | null;
}

export const RegisterPage = (props: Props) => {
  const { visitor, services, draft, faults, questions, goes, due, once } = props;
  const { texts } = visitor;
  const { register } = texts;
  return (
    <Page visitor={visitor} title={register.title} here="/tickets/new">
      <h1>{register.title}</h1>
      <form
        method="post"
        action="/tickets"
        class="columns register"
        data-preview="questions due goes-to"
        data-ctrl-enter
      >
        <div class="card">
          <Faults visitor={visitor} faults={nameQuestions(faults, questions, visitor)} />
          <RegistrationHead visitor={visitor} words={register} draft={draft} once={once} autofocus />
          <label>
            <span>{register.description}</span>
            <textarea name="description" rows={4}>
              {draft.description ?? ''}
            </textarea>
          </label>
          <RequesterFields visitor={visitor} draft={draft} />
          <div class="row">
            <Select
              name="channel"
              label={register.channel}
              value={draft.channel ?? 'phone'}
              choices={choicesOf(texts.channel)}
            />
            <Select
              name="service"
              label={texts.field.service}
              value={draft.service ?? ''}
              choices={named(services, texts.phone.noService)}
            />
          </div>
          <QuestionFields
            visitor={visitor}
            serviceId={draft.service ?? ''}
            questions={questions}
            values={draft}
            faults={faults}
          />
          <PriorityFields visitor={visitor} draft={draft} />
          <button class="primary">{register.submit}</button>
        </div>
        <aside class="card">
          <GoesTo visitor={visitor} {...goes} />
          <DueCard visitor={visitor} due={due} />
        </aside>
      </form>
    </Page>
  );
};

const RequesterFields = ({ visitor, draft }: { visitor: Visitor; draft: RegisterDraft }) => {
  const { register } = visitor.texts;
  return (
    <fieldset>
      <legend>{register.requester}</legend>
      <div class="row">
        <Input name="name" label={register.name} value={draft.name ?? ''} required />
        <Input name="email" label={register.email} type="email" value={draft.email ?? ''} />
        <Input name="phone" label={register.phone} type="tel" value={draft.phone ?? ''} />
      </div>
      <p class="hint">{register.requesterHint}</p>
    </fieldset>
  );
};
