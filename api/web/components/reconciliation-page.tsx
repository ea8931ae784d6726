import type { Drift, Reconciliation } from '../../../store/reconciliations';
import type { AppOptions } from '../../options';
import { reasonText } from '../reason-text';
import type { Visitor } from '../visitor';
import { fieldName } from './field-name';
import { Page } from './page';
import { RunLine } from './reconciliations-card';

/** More on one page helps nobody. */
const most = 500;

interface Props {
  readonly visitor: Visitor;
  readonly run: Reconciliation;
  readonly pageOf: AppOptions['pageOf'];
}

/** What a reconciliation found, field by field. */
export const ReconciliationPage = ({ visitor, run, pageOf }: Props) => {
  const { reconcile, title } = visitor.texts.synchronisation;
  return (
    <Page visitor={visitor} title={reconcile.report} here={`/sync/reconciliations/${run.id}`}>
      <p>
        <a href="/sync#reconciliations">← {title}</a>
      </p>
      <h1>{reconcile.report}</h1>
      <div id="run" class="card" data-live>
        <RunLine visitor={visitor} run={{ ...run, differences: run.drift.length }} />
      </div>
      <div id="drift" data-live>
        {run.drift.length === 0 ? (
          <p class="empty">{run.state === 'running' ? reconcile.nothingYet : reconcile.nothing}</p>
        ) : (
          <Table visitor={visitor} drift={run.drift.slice(0, most)} pageOf={pageOf} />
        )}
        {run.drift.length > most && <p class="hint">{reconcile.shown(most)}</p>}
      </div>
    </Page>
  );
};

const Table = ({
  visitor,
  drift,
  pageOf,
}: Pick<Props, 'visitor' | 'pageOf'> & { drift: readonly Drift[] }) => {
  const { texts } = visitor;
  const { reconcile } = texts.synchronisation;
  return (
    <table class="story">
      <thead>
        <tr>
          <th scope="col">{reconcile.record}</th>
          <th scope="col">{reconcile.kind}</th>
          <th scope="col">{reconcile.ours}</th>
          <th scope="col">{reconcile.theirs}</th>
          <th scope="col">{reconcile.outcome}</th>
        </tr>
      </thead>
      <tbody>
        {drift.map((one) => (
          <tr>
            <td>
              <Where drift={one} pageOf={pageOf} />
            </td>
            <td>
              {fieldName(one.field, texts)}
              <small>{reconcile.driftKind[one.kind]}</small>
            </td>
            <td>{one.ours ?? '—'}</td>
            <td>{theirsOf(one, visitor)}</td>
            <td>{one.repaired ? reconcile.yes : reconcile.no}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** Why a record cannot be read is told; everything else is that system's own value. */
const theirsOf = ({ kind, theirs }: Drift, { language }: Visitor): string =>
  theirs === null ? '—' : kind === 'unreadable' ? reasonText(theirs, language) : theirs;

/** The ticket and its record; of a contract both by name only: it has no page there that we know. */
const Where = ({ drift, pageOf }: { drift: Drift } & Pick<Props, 'pageOf'>) => {
  const record = `${drift.system} #${drift.record}`;
  if (!/^SD-\d+$/.test(drift.ticket))
    return (
      <>
        {drift.ticket} <small>{record}</small>
      </>
    );
  return (
    <>
      <a href={`/tickets/${drift.ticket}`}>{drift.ticket}</a>
      <small>
        <a href={pageOf(drift.system, drift.record)} rel="noreferrer">
          {record}
        </a>
      </small>
    </>
  );
};
