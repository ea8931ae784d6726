import type { Question } from '../../../domain/question';
import type { Priority } from '../../../domain/ticket';
import type { CallView } from '../../../store/calls/call-view';
import type { Grant, OpenTicket } from '../../../store/calls/caller';
import type { ApiSystem } from '../../options';
import { QuestionFields } from '../questions/question-fields';
import type { Visitor } from '../visitor';
import { callerName, GrantBox, numberOf, OpenTickets } from './call-parts';
import { GoesTo } from './goes-to';

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
  /** What the live stream says of this operator's telephone while these are the calls there. */
  readonly telephone: string;
}

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

export const BesideForm = ({ visitor, beside }: { visitor: Visitor; beside: Beside }) => {
  const { phone } = visitor.texts;
  return (
    <aside id="beside" aria-live="polite" data-telephone={beside.telephone}>
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
