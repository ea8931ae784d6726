import type { TicketView } from '../../../store/ticket-view';
import type { Visitor } from '../visitor';
import { wallTime, zonePlace } from '../wall-time';
import { nextDeadline } from './deadline';
import { portalAddress, type PortalQuery } from './list-query';
import { PortalPage } from './portal-frame';

interface Props {
  readonly visitor: Visitor;
  readonly query: PortalQuery;
  /** Id of his contact. */
  readonly me: number;
  readonly maySeeAll: boolean;
  readonly open: readonly TicketView[];
  readonly done: readonly TicketView[];
  readonly moreOpen: string | null;
  readonly moreDone: string | null;
}

const needsHim = ({ status }: TicketView): boolean => status === 'waiting_customer' || status === 'resolved';

export const PortalListPage = (props: Props) => {
  const { visitor, query, me, open, done, moreOpen, moreDone } = props;
  const { list } = visitor.texts.portal;
  const isMine = (ticket: TicketView) => ticket.requester.id === me;
  const his = open.filter((ticket) => needsHim(ticket) && isMine(ticket));
  const others = open.filter((ticket) => !his.includes(ticket));
  const isLater = query.open !== '' || query.done !== '';
  return (
    <PortalPage visitor={visitor} title={list.title} here="/portal">
      <h1>{list.title}</h1>
      <Tools {...props} />
      <div id="list" data-live>
        {open.length + done.length === 0 && <Nothing {...props} />}
        <Group visitor={visitor} me={me} title={list.needsYou} tickets={his} marked />
        <Group visitor={visitor} me={me} title={list.open} tickets={others} />
        {moreOpen && (
          <nav class="pages">
            <a href={moreOpen}>{list.older}</a>
          </nav>
        )}
        <Group visitor={visitor} me={me} title={list.done} tickets={done} />
        {(isLater || moreDone) && (
          <nav class="pages">
            {isLater && <a href={portalAddress({ ...query, open: '', done: '' })}>{list.newest}</a>}
            {moreDone && <a href={moreDone}>{list.older}</a>}
          </nav>
        )}
      </div>
    </PortalPage>
  );
};

const Tools = ({ visitor: { texts }, query, maySeeAll }: Props) => {
  const { list } = texts.portal;
  const tab = (whose: PortalQuery['whose'], label: string) => (
    <a
      href={portalAddress({ ...query, whose, open: '', done: '' })}
      {...(query.whose === whose ? { 'aria-current': 'page' as const } : {})}
    >
      {label}
    </a>
  );
  return (
    <div class="tools">
      {maySeeAll && (
        <nav class="tabs">
          {tab('mine', list.mine)}
          {tab('organisation', list.organisation)}
        </nav>
      )}
      <form method="get" action="/portal" role="search">
        {query.whose === 'organisation' && <input type="hidden" name="whose" value="organisation" />}
        <input
          name="q"
          type="search"
          value={query.q}
          placeholder={list.searchHint}
          aria-label={list.search}
        />
        <button>{list.search}</button>
      </form>
    </div>
  );
};

const Nothing = ({ visitor, query }: Props) => {
  const { list } = visitor.texts.portal;
  return (
    <section class="card nothing">
      <p>{query.q ? list.nothing : list.none}</p>
      {query.q ? (
        <a href={portalAddress({ ...query, q: '', open: '', done: '' })}>{list.reset}</a>
      ) : (
        <a class="button" href="/portal/new">
          {list.first}
        </a>
      )}
    </section>
  );
};

interface GroupProps {
  readonly visitor: Visitor;
  readonly me: number;
  readonly title: string;
  readonly tickets: readonly TicketView[];
  readonly marked?: boolean;
}

const Group = ({ visitor, me, title, tickets, marked }: GroupProps) =>
  tickets.length === 0 ? null : (
    <section class={marked ? 'group marked' : 'group'}>
      <h2>{title}</h2>
      <ul>
        {tickets.map((ticket) => (
          <Entry visitor={visitor} me={me} ticket={ticket} />
        ))}
      </ul>
    </section>
  );

const Entry = ({ visitor, me, ticket }: { visitor: Visitor; me: number; ticket: TicketView }) => {
  const { portal } = visitor.texts;
  const isOver = ticket.status === 'closed' || ticket.status === 'cancelled';
  return (
    <li>
      <a href={`/portal/tickets/${ticket.number}`}>
        <span class="subject">{ticket.title}</span>
        <span class="line">
          <span class={`badge status-${ticket.status}`}>{portal.status[ticket.status]}</span>
          <span class="number">{ticket.number}</span>
          {ticket.requester.id !== me && <span>{portal.list.of(ticket.requester.name)}</span>}
        </span>
        {!isOver && <span class="next">{portal.next[ticket.status]}</span>}
        <Due visitor={visitor} ticket={ticket} />
      </a>
    </li>
  );
};

const Due = ({ visitor, ticket }: { visitor: Visitor; ticket: TicketView }) => {
  const line = nextDeadline(ticket, visitor.texts.portal.deadline);
  if (!line || !ticket.sla) return null;
  const { timeZone } = ticket.sla;
  const { language } = visitor;
  const when =
    line.at === undefined
      ? ''
      : ` ${wallTime(line.at, timeZone, language)} (${zonePlace(timeZone, language)})`;
  return <span class={line.late ? 'due late' : 'due'}>{`${line.words}${when}`}</span>;
};
