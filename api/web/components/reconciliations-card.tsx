import type { ReconciliationSummary } from '../../../store/reconciliations';
import { reasonText } from '../reason-text';
import type { Visitor } from '../visitor';
import { Csrf, Select } from './form-parts';
import { Moment } from './moment';

interface Props {
  readonly visitor: Visitor;
  readonly systems: readonly string[];
  readonly runs: readonly ReconciliationSummary[];
}

/** Starts a reconciliation, and shows how the latest ones go. */
export const ReconciliationsCard = ({ visitor, systems, runs }: Props) => {
  const { reconcile } = visitor.texts.synchronisation;
  return (
    <section class="card" id="reconciliations">
      <h2>{reconcile.title}</h2>
      <p class="hint">{reconcile.explain}</p>
      <form method="post" action="/sync/reconciliations" class="filter">
        <Csrf visitor={visitor} />
        <Select
          name="system"
          label={reconcile.where}
          value=""
          choices={[
            { value: '', label: reconcile.allSystems },
            ...systems.map((name) => ({ value: name, label: name })),
          ]}
        />
        <label class="tick">
          <input type="checkbox" name="repair" value="yes" checked /> {reconcile.repair}
        </label>
        <button class="primary">{reconcile.start}</button>
      </form>
      <ul class="runs" id="runs" data-live>
        {runs.length === 0 && <li class="empty">{reconcile.none}</li>}
        {runs.map((run) => (
          <li>
            <RunLine visitor={visitor} run={run} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const tones: { readonly [state in ReconciliationSummary['state']]: string } = {
  running: 'sync-pending',
  done: 'sync-synced',
  stopped: '',
  failed: 'sync-blocked',
};

/** How one reconciliation went, or goes. */
export const RunLine = ({ visitor, run }: { visitor: Visitor; run: ReconciliationSummary }) => {
  const { texts, language } = visitor;
  const { reconcile } = texts.synchronisation;
  const isRunning = run.state === 'running';
  return (
    <div class="run">
      <span class={`badge ${tones[run.state]}`}>{reconcile.state[run.state]}</span>
      <a href={`/sync/reconciliations/${run.id}`}>
        № {run.id}, {run.system ?? reconcile.allSystems}
      </a>
      <small>
        {run.repair ? reconcile.withRepair : reconcile.withoutRepair} ·{' '}
        <Moment at={run.startedAt} language={language} />
      </small>
      {isRunning && run.total !== null && run.total > 0 && <progress value={run.checked} max={run.total} />}
      <small>
        {[
          reconcile.progress(run.checked, run.total),
          reconcile.found(run.differences),
          ...(run.repair ? [reconcile.repaired(run.repaired)] : []),
        ].join(' · ')}
      </small>
      {isRunning && <Stop visitor={visitor} id={run.id} />}
      {run.because !== null && (
        <p class="problem">
          {(isRunning ? reconcile.waits : reconcile.failed)(reasonText(run.because, language))}
        </p>
      )}
    </div>
  );
};

const Stop = ({ visitor, id }: { visitor: Visitor; id: number }) => (
  <form method="post" action={`/sync/reconciliations/${id}/stop`}>
    <Csrf visitor={visitor} />
    <button>{visitor.texts.synchronisation.reconcile.stop}</button>
  </form>
);
