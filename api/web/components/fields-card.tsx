import type { TicketView } from '../../../store/ticket-view';
import type { User } from '../../../store/users';
import type { ServiceView } from '../../../store/services';
import type { Visitor } from '../visitor';
import { choicesOf, Csrf, Input, Select, type Choice } from './form-parts';

/** What a ticket's fields may be set to. */
export interface FieldChoices {
  readonly staff: readonly User[];
  readonly services: readonly ServiceView[];
}

interface Props {
  readonly visitor: Visitor;
  readonly ticket: TicketView;
  readonly choices: FieldChoices;
}

/** Says what it was beside what it is to be: only what the person changed is an edit. */
export const FieldsCard = ({ visitor, ticket, choices }: Props) => {
  const { texts } = visitor;
  const values = fieldValues(ticket);
  return (
    <form method="post" action={`/tickets/${ticket.number}`} class="card fields" id="fields" data-live>
      <h2>{texts.ticket.details}</h2>
      <Csrf visitor={visitor} />
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={`was.${name}`} value={value} />
      ))}
      <Input name="title" label={texts.field.title} value={values.title} required />
      <Select
        name="priority"
        label={texts.field.priority}
        value={values.priority}
        choices={choicesOf(texts.priority)}
      />
      <Select
        name="assignee"
        label={texts.field.assignee}
        value={values.assignee}
        choices={[{ value: '', label: texts.ticket.nobody }, ...named(choices.staff, ticket.assignee)]}
      />
      <Select
        name="service"
        label={texts.field.service}
        value={values.service}
        choices={[{ value: '', label: texts.ticket.none }, ...named(choices.services, ticket.service)]}
      />
      <Input name="requester" label={texts.ticket.requesterBy} value={values.requester} required />
      <button class="primary">{texts.ticket.save}</button>
    </form>
  );
};

/** The values that the form shows; references by id. */
const fieldValues = (ticket: TicketView) => ({
  title: ticket.title,
  priority: ticket.priority,
  assignee: String(ticket.assignee?.id ?? ''),
  service: String(ticket.service?.id ?? ''),
  requester: ticket.requester.email ?? ticket.requester.name,
});

type Named = { readonly id: number; readonly name: string };

/** Whatever is set stays a choice, also when it can no longer be chosen. */
const named = (all: readonly Named[], set: Named | null): readonly Choice[] =>
  [...all, ...(set && !all.some(({ id }) => id === set.id) ? [set] : [])].map(({ id, name }) => ({
    value: String(id),
    label: name,
  }));
