import { parse } from 'yaml';
import { textOf } from './files';
import { metricsIn, ownMetrics, sdkHas } from './metric-names';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
interface Panel {
  readonly title: string;
  readonly type: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}

const { groups } = parse(textOf('docs/monitoring/alerts.yaml')) as { groups: { rules: Alert[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(textOf('docs/monitoring/dashboard.json')) as { panels: Panel[] };
const graphs = panels.filter(({ type }) => type !== 'row');
const expressions = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...graphs.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
];

describe('dashboard and alert rules', () => {
  it.each(expressions)('%s: %s asks for numbers that are printed', async (_, expression) => {
    const own = await ownMetrics();
    const asked = metricsIn(expression);
    const unknown = asked.filter((name) => (name.startsWith('temporal_') ? !sdkHas(name) : !own.has(name)));
    expect(unknown).toEqual([]);
    if (!expression.startsWith('up{')) expect(asked).not.toEqual([]);
  });

  it('know a number that is not printed when they see one', async () => {
    expect(metricsIn('rate(sagadesk_wishes_total[5m])').filter((name) => sdkHas(name))).toEqual([]);
    expect((await ownMetrics()).has('sagadesk_wishes_total')).toBe(false);
    expect(sdkHas('temporal_wishes_granted_total')).toBe(false);
  });

  it('leave none of our own numbers of the synchronisation unused', async () => {
    const used = new Set(expressions.flatMap(([, expression]) => metricsIn(expression)));
    const ours = [...(await ownMetrics())].filter((name) => name.startsWith('sagadesk_'));
    expect(ours.filter((name) => !used.has(name) && name !== 'sagadesk_oldest_problem_seconds')).toEqual([]);
  });

  it('every panel has a place of its own and something to show', () => {
    const places = graphs.map(({ gridPos: { x, y } }) => `${x},${y}`);
    expect(new Set(places).size).toBe(places.length);
    expect(graphs.filter(({ targets = [] }) => targets.length === 0)).toEqual([]);
  });
});

describe('an alert', () => {
  const headings = [...textOf('docs/operations.md').matchAll(/^#+ (\S+)$/gm)].map(([, text]) => text);

  it.each(alerts.map((one) => [one.alert, one] as const))('%s tells what to do', (name, one) => {
    expect(headings).toContain(name);
    expect(one.annotations.runbook).toBe(`docs/operations.md#${name.toLowerCase()}`);
    expect(one.annotations.summary).not.toBe('');
    expect(['page', 'ticket']).toContain(one.labels.severity);
    expect(one.for).toMatch(/^\d+m$/);
  });

  it('that is described exists', () =>
    expect(headings.filter((text) => text?.startsWith('Sagadesk')).toSorted()).toEqual(
      alerts.map(({ alert }) => alert).toSorted(),
    ));
});
