import type { Fault } from '../../../domain/fault';
import type { Question } from '../../../domain/question';
import type { Priority } from '../../../domain/ticket';
import type { CallView } from '../../../store/calls/call-view';
import type { CallerView, Grant, OpenTicket } from '../../../store/calls/caller';
import type { CannedAnswer } from '../../../store/canned-answers';
import type { ContactView } from '../../../store/contacts';
import type { ServiceView } from '../../../store/services';
import type { ApiSystem } from '../../options';
import { asset } from '../assets';
import { CannedPicker } from '../canned/picker';
import type { Visitor } from '../visitor';
import { nameQuestions, QuestionFields } from '../questions/question-fields';
import { callerName, GrantBox, numberOf, OpenTickets } from './call-parts';
import { Csrf, Faults, Input, Select, type Choice } from './form-parts';
import { GoesTo } from './goes-to';
import { Page } from './page';
import { PriorityFields } from './priority-fields';
import { Candidates } from './phone-page';

/** What stands beside the form, and changes with what is chosen and typed in it. */
export interface Beside {
  readonly priority: Priority;
  readonly grant: Grant | null;
  readonly similar: readonly OpenTicket[];
  /** Where a ticket with this service would go. */
  readonly goesTo: readonly ApiSystem[];
  /** The service that is chosen, what is asked for it, and what was answered. */
  readonly serviceId: string;
  readonly questions: readonly Question[];
  readonly values: Readonly<Record<string, string>>;
  /** Other calls at this operator's telephone: a second one must not go unseen. */
  readonly others: readonly CallView[];
}

export interface CallTicketProps {
  readonly visitor: Visitor;
  readonly call: CallView;
  readonly caller: CallerView | null;
  readonly draft: Readonly<Record<string, string>>;
  /** Somebody else who wrote in the draft just now. */
  readonly writer: string | null;
  readonly services: readonly ServiceView[];
  readonly answers: readonly CannedAnswer[];
  readonly found: readonly ContactView[];
  readonly who: string;
  readonly beside: Beside;
  readonly faults: readonly Fault[];
  readonly once: string;
}

/** The ticket of a call: filled in as far as can be known, the title under the cursor. */
export const CallTicketPage = (props: CallTicketProps) => {
  const { visitor, call, writer } = props;
  const { phone } = visitor.texts;
  const here = `/phone/calls/${call.id}/ticket`;
  return (
    <Page visitor={visitor} title={phone.form} here={here}>
      <h1>
        {phone.form}: {callerName(call, visitor)} <small>{numberOf(call, visitor)}</small>
      </h1>
      {call.ticket && (
        <p class="notice">
          {phone.hasTicket} <a href={`/tickets/${call.ticket}`}>{call.ticket}</a>
        </p>
      )}
      {writer && (
        <p class="notice" role="status">
          {phone.writes(writer)}
        </p>
      )}
      <Faults visitor={visitor} faults={nameQuestions(props.faults, props.beside.questions, visitor)} />
      <form method="post" action={here} class="columns call-ticket" data-call-form={call.id}>
        <Csrf visitor={visitor} />
        <input type="hidden" name="once" value={props.once} />
        {/* What Enter presses: the first button of a form. */}
        <button class="skip" tabIndex={-1} aria-hidden="true">
          {phone.register}
        </button>
        <TicketFields {...props} />
        <BesideForm visitor={visitor} beside={props.beside} />
      </form>
      {!props.caller && <WhoIsIt {...props} />}
      <script src={asset('phone.js')} defer />
      <script src={asset('canned.js')} defer />
    </Page>
  );
};

const TicketFields = (props: CallTicketProps) => {
  const { visitor, draft, caller, services } = props;
  const { texts } = visitor;
  return (
    <div class="card">
      <label>
        <span>{texts.phone.subject}</span>
        <input
          name="title"
          value={draft.title ?? ''}
          required
          maxLength={1000}
          autofocus
          autocomplete="off"
        />
      </label>
      <label>
        <span>{texts.phone.text}</span>
        <textarea name="description" rows={6}>
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

const personLabel = ({ name, organisation }: ContactView): string =>
  organisation ? `${name}, ${organisation.name}` : name;

/** The parts of the form that follow what is chosen in it. */
export const BesideAndQuestions = ({ visitor, beside }: { visitor: Visitor; beside: Beside }) => (
  <>
    <QuestionFields
      visitor={visitor}
      serviceId={beside.serviceId}
      questions={beside.questions}
      values={beside.values}
      faults={[]}
    />
    <BesideForm visitor={visitor} beside={beside} />
  </>
);

const BesideForm = ({ visitor, beside }: { visitor: Visitor; beside: Beside }) => {
  const { phone } = visitor.texts;
  return (
    <aside id="beside" aria-live="polite">
      {beside.others.map((call) => (
        <p class="notice">
          <a href="/phone">
            {visitor.texts.phone.state[call.state]}: {callerName(call, visitor)} {numberOf(call, visitor)}
          </a>
        </p>
      ))}
      {beside.grant && <GrantBox visitor={visitor} grant={beside.grant} />}
      <div class="card">
        <GoesTo visitor={visitor} systems={beside.goesTo} priority={beside.priority} />
      </div>
      <section class="card">
        <h2>{phone.similar}</h2>
        <OpenTickets visitor={visitor} tickets={beside.similar} addTo />
      </section>
    </aside>
  );
};

/** Nobody is known for certain: pick one of those who may be it, or look for somebody; the number is learned. */
const WhoIsIt = ({ visitor, call, found, who }: CallTicketProps) => {
  const { phone } = visitor.texts;
  return (
    <section class="card" id="who">
      <h2>{phone.belongs}</h2>
      <Candidates visitor={visitor} call={call} />
      <form method="get" action={`/phone/calls/${call.id}/ticket`} class="row">
        <Input name="who" label={phone.findPerson} type="search" value={who} />
        <button>{phone.findPerson}</button>
      </form>
      <ul class="candidates">
        {found.map((contact) => (
          <li>
            <form method="post" action={`/phone/calls/${call.id}/caller`}>
              <Csrf visitor={visitor} />
              <button name="contact" value={String(contact.id)}>
                {phone.isIt}: {personLabel(contact)}
              </button>{' '}
              <small>{contact.email}</small>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
};
