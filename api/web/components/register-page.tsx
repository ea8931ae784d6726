import type { Fault } from '../../../domain/fault';
import type { Question } from '../../../domain/question';
import type { Priority } from '../../../domain/ticket';
import type { Grant } from '../../../store/calls/caller';
import type { ServiceView } from '../../../store/services';
import type { ApiSystem } from '../../options';
import { DueCard } from '../sla/due-card';
import { nameQuestions, QuestionFields } from '../questions/question-fields';
import type { Visitor } from '../visitor';
import { choicesOf, Csrf, Faults, Input, Select } from './form-parts';
import { GoesTo } from './goes-to';
import { Page } from './page';
import { PriorityFields } from './priority-fields';

/** What was typed so far. */
export type RegisterDraft = Readonly<Record<string, string>>;

interface Props {
  readonly visitor: Visitor;
  readonly services: readonly ServiceView[];
  readonly draft: RegisterDraft;
  readonly faults: readonly Fault[];
  /** What is asked for the chosen service. */
  readonly questions: readonly Question[];
  /** Where it would go, and how urgent it would be. */
  readonly goes: { readonly systems: readonly ApiSystem[]; readonly priority: Priority };
  /** What would be due; null where nobody we know is named. */
  readonly due: Grant | null;
  /** Comes back with the form: one ticket, however often it is sent. */
  readonly once: string;
}

export const RegisterPage = (props: Props) => {
  const { visitor, services, draft, faults, questions, goes, due, once } = props;
  const { texts } = visitor;
  const { register } = texts;
  return (
    <Page visitor={visitor} title={register.title} here="/tickets/new">
      <form method="post" action="/tickets" class="card register" data-preview="questions due goes-to">
        <h1>{register.title}</h1>
        <Faults visitor={visitor} faults={nameQuestions(faults, questions, visitor)} />
        <Csrf visitor={visitor} />
        {/* What Enter presses: the first button of a form. */}
        <button class="skip" tabIndex={-1} aria-hidden="true">
          {register.submit}
        </button>
        <input type="hidden" name="once" value={once} />
        <Input name="title" label={register.subject} value={draft.title ?? ''} required />
        <label>
          <span>{register.description}</span>
          <textarea name="description" rows={6}>
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
            choices={[
              { value: '', label: texts.ticket.none },
              ...services.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
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
        <GoesTo visitor={visitor} {...goes} />
        <DueCard visitor={visitor} due={due} />
        <button class="primary">{register.submit}</button>
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
