import type { ServiceView } from '../../../store/services';
import { CannedPicker } from '../canned/picker';
import { QuestionFields } from '../questions/question-fields';
import type { Visitor } from '../visitor';
import { personLabel } from './call-parts';
import type { CallTicketProps } from './call-ticket-props';
import { Input, Select, type Choice } from './form-parts';
import { PriorityFields } from './priority-fields';

/** What is written down while somebody talks. */
export const TicketFields = (props: CallTicketProps) => {
  const { visitor, draft, caller, services } = props;
  const { texts } = visitor;
  return (
    <div class="card">
      <label>
        <span>{texts.phone.subject}</span>
        <input
          name="title"
          value={draft.title ?? ''}
          placeholder={texts.register.subjectHint}
          required
          maxLength={1000}
          autofocus
          autocomplete="off"
        />
      </label>
      <label>
        <span>{texts.phone.text}</span>
        <textarea name="description" rows={4}>
          {draft.description ?? ''}
        </textarea>
      </label>
      <CannedPicker
        visitor={visitor}
        answers={props.answers}
        address={`/phone/calls/${props.call.id}/answers/`}
        into="description"
      />
      <Requester {...props} />
      <label>
        <span>{texts.field.service}</span>
        <select name="service">
          <ServiceOptions
            visitor={visitor}
            services={services}
            covered={caller?.coveredServices ?? null}
            chosen={draft.service ?? String(caller?.usualServiceId ?? '')}
          />
        </select>
      </label>
      <QuestionFields
        visitor={visitor}
        serviceId={props.beside.serviceId}
        questions={props.beside.questions}
        values={draft}
        faults={props.faults}
      />
      <PriorityFields visitor={visitor} draft={draft} />
      <button class="primary">{texts.phone.register}</button>{' '}
      <small id="saved" role="status" data-saved={texts.phone.saved} />
    </div>
  );
};

/** Of what the contract names; the rest stands apart, under its name, so that nobody picks it unawares. */
const ServiceOptions = ({
  visitor: { texts },
  services,
  covered,
  chosen,
}: {
  visitor: Visitor;
  services: readonly ServiceView[];
  covered: ReadonlySet<string> | null;
  chosen: string;
}) => {
  const option = ({ id, name }: ServiceView) => (
    <option value={String(id)} selected={String(id) === chosen}>
      {name}
    </option>
  );
  const isCovered = ({ id }: ServiceView) => covered === null || covered.has(String(id));
  const others = services.filter((service) => !isCovered(service));
  return (
    <>
      <option value="" selected={chosen === ''}>
        {texts.phone.noService}
      </option>
      {services.filter(isCovered).map(option)}
      {others.length > 0 && <optgroup label={texts.phone.outside}>{others.map(option)}</optgroup>}
    </>
  );
};

const Requester = ({ visitor, call, caller, draft }: CallTicketProps) => {
  const { texts } = visitor;
  const known: Choice[] = [
    ...(caller ? [{ value: String(caller.contact.id), label: personLabel(caller.contact) }] : []),
    ...call.candidates
      .filter(({ contact }) => contact !== String(caller?.contact.id))
      .map(({ contact, name, organisation, because }) => ({
        value: contact,
        label: `${name}${organisation ? `, ${organisation}` : ''} (${texts.phone.because[because]})`,
      })),
  ];
  const chosen = draft.contact ?? (caller ? String(caller.contact.id) : '');
  return (
    <fieldset>
      <legend>{texts.phone.requester}</legend>
      {known.length > 0 && (
        <Select
          name="contact"
          label={texts.phone.requester}
          value={chosen}
          choices={[...known, { value: '', label: texts.phone.somebodyElse }]}
        />
      )}
      <details open={chosen === ''}>
        <summary>{texts.phone.somebodyElse}</summary>
        <div class="row">
          <Input
            name="name"
            label={texts.register.name}
            value={draft.name ?? (chosen === '' ? (call.callerName ?? '') : '')}
          />
          <Input name="email" label={texts.register.email} type="email" value={draft.email ?? ''} />
          <Input
            name="phone"
            label={texts.register.phone}
            type="tel"
            value={draft.phone ?? call.numbers[0] ?? ''}
          />
        </div>
      </details>
    </fieldset>
  );
};
