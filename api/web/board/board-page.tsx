import { nearnesses, type Board, type BoardRow } from '../../../store/sla/board';
import type { OrganisationView } from '../../../store/organisations';
import { PriorityBadge, StatusBadge } from '../components/badges';
import { Empty } from '../components/empty';
import { FilterForm } from '../components/filter-form';
import { choicesOf, named, Select } from '../components/form-parts';
import { Page } from '../components/page';
import { addressOf } from '../contracts/contract-query';
import { Zoned } from '../sla/zoned';
import type { Visitor } from '../visitor';
import type { SavedView } from '../../../store/saved-views';
import type { ServiceView } from '../../../store/services';
import type { User } from '../../../store/users';
import { BulkBar, Mark, MarkHead } from '../queues/bulk-bar';
import { viewQuery } from '../queues/view-forms';
import { ViewsBar } from '../queues/views-bar';
import { boardStatuses, type BoardQuery } from './board-query';
import { nearnessText } from './nearness-text';

interface Props {
  readonly visitor: Visitor;
  readonly query: BoardQuery;
  readonly board: Board;
  readonly organisations: readonly OrganisationView[];
  readonly services: readonly ServiceView[];
  readonly staff: readonly User[];
  readonly views: readonly SavedView[];
}

/** Open tickets, the nearest to breach first; kept up to date while it is looked at. */
export const BoardPage = (props: Props) => {
  const { visitor, query, board, staff, views } = props;
  const words = visitor.texts.board;
  const page = Number(query.page || 1);
  const at = (n: number): string => addressOf('/board', { ...query, page: n === 1 ? '' : String(n) });
  return (
    <Page visitor={visitor} title={words.title} here={at(page)}>
      <h1>{words.title}</h1>
      <ViewsBar visitor={visitor} place="board" views={views} query={viewQuery('board', { ...query })} />
      <Filter {...props} />
      <div id="board" data-live data-refresh="30">
        <Counts visitor={visitor} query={query} board={board} />
        {board.rows.length === 0 ? (
          <Empty words={words.empty} hint={words.emptyHint} />
        ) : (
          <Table visitor={visitor} rows={board.rows} />
        )}
        <nav class="pages">
          {page > 1 ? <a href={at(page - 1)}>{words.previous}</a> : <span />}
          {(page > 1 || board.more) && <span>{words.page(page)}</span>}
          {board.more ? <a href={at(page + 1)}>{words.next}</a> : <span />}
        </nav>
      </div>
      {board.rows.length > 0 && <BulkBar visitor={visitor} staff={staff} back={at(page)} />}
    </Page>
  );
};

const Filter = ({ visitor: { texts }, query, organisations, services }: Props) => (
  <FilterForm action="/board" submit={texts.list.find} reset={texts.list.reset}>
    <Select
      name="nearness"
      label={texts.board.due}
      value={query.nearness}
      choices={[{ value: '', label: texts.board.any }, ...choicesOf(texts.board.nearness)]}
    />
    <Select
      name="priority"
      label={texts.field.priority}
      value={query.priority}
      choices={[{ value: '', label: texts.board.any }, ...choicesOf(texts.priority)]}
    />
    <Select
      name="organisation"
      label={texts.agreements.organisation}
      value={query.organisation}
      choices={named(organisations, texts.board.any)}
    />
    <Select
      name="assignee"
      label={texts.field.assignee}
      value={query.assignee}
      choices={[
        { value: '', label: texts.board.everybody },
        { value: 'mine', label: texts.board.mine },
        { value: 'nobody', label: texts.board.nobody },
      ]}
    />
    <Select
      name="service"
      label={texts.queues.service}
      value={query.service}
      choices={named(services, texts.board.any)}
    />
    <Select
      name="status"
      label={texts.field.status}
      value={query.status}
      choices={[
        { value: '', label: texts.board.any },
        ...boardStatuses.map((value) => ({ value, label: texts.status[value] })),
      ]}
    />
  </FilterForm>
);

const Counts = ({ visitor: { texts }, query, board }: Pick<Props, 'visitor' | 'query' | 'board'>) => (
  <p class="badges">
    {nearnesses.map((nearness) => (
      <a
        class={`badge near-${nearness}`}
        href={addressOf('/board', { ...query, nearness, page: '' })}
        {...(query.nearness === nearness && { 'aria-current': 'true' as const })}
      >
        {texts.board.nearness[nearness]}: {board.counts[nearness]}
      </a>
    ))}
  </p>
);

const Table = ({ visitor, rows }: { visitor: Visitor; rows: readonly BoardRow[] }) => {
  const { texts } = visitor;
  const now = Date.now();
  return (
    <table class="tickets board">
      <thead>
        <tr>
          <MarkHead visitor={visitor} />
          <th scope="col">{texts.board.ticket}</th>
          <th scope="col">{texts.field.title}</th>
          <th scope="col">{texts.board.due}</th>
          <th scope="col">{texts.field.priority}</th>
          <th scope="col">{texts.field.status}</th>
          <th scope="col">{texts.field.assignee}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row visitor={visitor} row={row} now={now} />
        ))}
      </tbody>
    </table>
  );
};

const Row = ({ visitor, row, now }: { visitor: Visitor; row: BoardRow; now: number }) => {
  const { texts } = visitor;
  const { tone, words, due } = nearnessText(row, visitor, now);
  return (
    <tr class={`near-${tone}`} data-row={row.number}>
      <Mark visitor={visitor} number={row.number} />
      <td class="number">
        <a href={`/tickets/${row.number}`}>{row.number}</a>
      </td>
      <td class="subject">
        <a href={`/tickets/${row.number}`}>{row.title}</a>
        <small>{[row.organisation ?? row.requester, row.service].filter(Boolean).join(' · ')}</small>
      </td>
      <td class="nearness">
        {words}
        {due && (
          <small class="due">
            {texts.board.until} <Zoned {...due} />
          </small>
        )}
      </td>
      <td>
        <PriorityBadge priority={row.priority} texts={texts} />
      </td>
      <td>
        <StatusBadge status={row.status} texts={texts} />
      </td>
      <td data-label={texts.field.assignee}>{row.assignee ?? '—'}</td>
    </tr>
  );
};
