import type { Page as ListPage } from '../../../store/page';
import type { TicketView } from '../../../store/ticket-view';
import type { SavedView } from '../../../store/saved-views';
import type { User } from '../../../store/users';
import { BulkBar, Mark, MarkHead } from '../queues/bulk-bar';
import { viewQuery } from '../queues/view-forms';
import { ViewsBar } from '../queues/views-bar';
import type { ListQuery } from '../list-query';
import type { Visitor } from '../visitor';
import { PriorityBadge, StatusBadge, SyncBadge } from './badges';
import { Empty } from './empty';
import { FilterForm } from './filter-form';
import { choicesOf, Input, Select } from './form-parts';
import { Moment } from './moment';
import { OlderPages } from './older-pages';
import { Page } from './page';

interface Props {
  readonly visitor: Visitor;
  readonly query: ListQuery;
  readonly page: ListPage<TicketView>;
  /** Addresses of this page and the next one. */
  readonly here: string;
  readonly next: string | null;
  /** What staff have besides; null: a portal user. */
  readonly work: { readonly staff: readonly User[]; readonly views: readonly SavedView[] } | null;
}

export const TicketListPage = ({ visitor, query, page, here, next, work }: Props) => {
  const { list } = visitor.texts;
  return (
    <Page visitor={visitor} title={list.title} here={here}>
      <h1>{list.title}</h1>
      {work && (
        <ViewsBar
          visitor={visitor}
          place="tickets"
          views={work.views}
          query={viewQuery('tickets', { ...query })}
        />
      )}
      <Filter visitor={visitor} query={query} />
      <div id="list" data-live>
        {page.items.length === 0 ? (
          <Nothing visitor={visitor} query={query} />
        ) : (
          <Table visitor={visitor} tickets={page.items} marks={work !== null} />
        )}
      </div>
      <OlderPages words={list} first={query.cursor ? '/tickets' : null} next={next} />
      {work && page.items.length > 0 && <BulkBar visitor={visitor} staff={work.staff} back={here} />}
    </Page>
  );
};

/** Nothing fits the filter; or there is no ticket at all yet. */
const Nothing = ({ visitor: { texts }, query }: { visitor: Visitor; query: ListQuery }) => {
  const { list, layout } = texts;
  const isNarrowed = query.q !== '' || query.status !== '' || query.sync !== '';
  return isNarrowed ? (
    <Empty words={list.nothing} hint={list.nothingHint}>
      <a href="/tickets">{list.reset}</a>
    </Empty>
  ) : (
    <Empty words={list.none} hint={list.noneHint}>
      <a class="button primary" href="/tickets/new">
        {layout.register}
      </a>
    </Empty>
  );
};

const Filter = ({ visitor: { texts }, query }: { visitor: Visitor; query: ListQuery }) => (
  <FilterForm action="/tickets" submit={texts.list.find} reset={texts.list.reset}>
    <Input
      name="q"
      label={texts.list.search}
      type="search"
      value={query.q}
      placeholder={texts.list.searchHint}
    />
    <Select
      name="status"
      label={texts.field.status}
      value={query.status}
      choices={[
        { value: '', label: texts.list.all },
        { value: 'open', label: texts.list.open },
        ...choicesOf(texts.status),
      ]}
    />
    <Select
      name="sync"
      label={texts.list.syncLabel}
      value={query.sync}
      choices={[{ value: '', label: texts.list.anySync }, ...choicesOf(texts.sync)]}
    />
  </FilterForm>
);

interface TableProps {
  readonly visitor: Visitor;
  readonly tickets: readonly TicketView[];
  /** Whether tickets can be marked. */
  readonly marks: boolean;
}

const Table = ({ visitor, tickets, marks }: TableProps) => {
  const { texts } = visitor;
  return (
    <table class="tickets">
      <thead>
        <tr>
          {marks && <MarkHead visitor={visitor} />}
          <th scope="col">{texts.list.number}</th>
          <th scope="col">{texts.field.title}</th>
          <th scope="col">{texts.field.status}</th>
          <th scope="col">{texts.field.priority}</th>
          <th scope="col">{texts.list.syncLabel}</th>
          <th scope="col">{texts.list.updated}</th>
        </tr>
      </thead>
      <tbody>
        {tickets.map((ticket) => (
          <Row visitor={visitor} ticket={ticket} marks={marks} />
        ))}
      </tbody>
    </table>
  );
};

interface RowProps {
  readonly visitor: Visitor;
  readonly ticket: TicketView;
  readonly marks: boolean;
}

const Row = ({ visitor, visitor: { texts, language }, ticket, marks }: RowProps) => (
  <tr data-row={ticket.number}>
    {marks && <Mark visitor={visitor} number={ticket.number} />}
    <td class="number">
      <a href={`/tickets/${ticket.number}`}>{ticket.number}</a>
    </td>
    <td class="subject">
      <a href={`/tickets/${ticket.number}`}>{ticket.title}</a>
      <small>{[ticket.requester.name, ticket.service?.name].filter(Boolean).join(' · ')}</small>
    </td>
    <td>
      <StatusBadge status={ticket.status} texts={texts} />
    </td>
    <td>
      <PriorityBadge priority={ticket.priority} texts={texts} />
    </td>
    <td>
      <SyncBadge state={ticket.sync} texts={texts} />
    </td>
    <td class="when">
      <Moment at={ticket.updatedAt} language={language} />
    </td>
  </tr>
);
