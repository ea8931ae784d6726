import type { TicketView } from '../../../store/ticket-view';
import type { Turn, Wait } from '../../../store/ticket-waits';
import { kindName } from '../problem-text';
import type { Visitor } from '../visitor';
import { fieldName, originName } from './field-name';
import { ago, Moment } from './moment';
import { gateReason } from './system-cards';

interface Props {
  readonly visitor: Visitor;
  readonly ticket: TicketView;
  readonly turn: Turn;
  readonly waits: readonly Wait[];
}

/** What the ticket waits for now, in plain words: people first, then the systems. */
export const WaitsCard = ({ visitor, ticket, turn, waits }: Props) => {
  const { texts } = visitor;
  const isOver = ticket.status === 'closed' || ticket.status === 'cancelled';
  return (
    <section class="card waits" id="waits" data-live>
      <h2>{texts.waits.title}</h2>
      <ul>
        <li>
          {texts.turn[turn.status]}{' '}
          {!isOver && (ticket.assignee ? texts.waits.assignee(ticket.assignee.name) : texts.waits.nobody)}{' '}
          <Since visitor={visitor} since={turn.since} />
        </li>
        {waits.map((wait) => (
          <li class={`wait-${wait.kind}`}>
            {sentence(wait, visitor)} <Since visitor={visitor} since={wait.since} />
          </li>
        ))}
        {waits.length === 0 && <li class="calm">{texts.waits.same}</li>}
      </ul>
    </section>
  );
};

const problemOf = ({ problem, field }: Extract<Wait, { kind: 'problem' }>, visitor: Visitor): string =>
  [kindName(problem, visitor), field && `(${fieldName(field, visitor.texts)})`].filter(Boolean).join(' ');

const Since = ({ visitor: { texts, language }, since }: { visitor: Visitor; since: Date }) => (
  <small>
    {texts.waits.since} <Moment at={since} language={language} exact />,{' '}
    {texts.waits.for(ago(since, language))}
  </small>
);

const sentence = (wait: Wait, visitor: Visitor): string => {
  const { texts } = visitor;
  const { waits, story } = texts;
  switch (wait.kind) {
    case 'gate':
      return waits.gate(wait.system, gateReason(wait.because, texts));
    case 'problem':
      return [
        waits.problem(wait.system, problemOf(wait, visitor)),
        wait.assignee ? waits.caredFor(wait.assignee) : waits.uncaredFor,
      ].join(' ');
    case 'push':
      return waits.push(
        wait.system,
        wait.what in story.writes ? story.writes[wait.what as keyof typeof story.writes] : wait.what,
      );
    case 'behind':
      return waits.behind(wait.system);
    case 'merge':
      return waits.merge(originName(wait.system, texts));
    case 'conflict':
      return waits.conflict(fieldName(wait.field, texts), originName(wait.system, texts));
  }
};
