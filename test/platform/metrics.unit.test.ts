import { createMetrics } from '../../platform/metrics';

describe('the metrics', () => {
  it('are text for Prometheus, by system', async () => {
    const metrics = createMetrics({ ofProcess: false });
    metrics.echoes.inc({ system: 'helpdesk' }, 3);
    metrics.inboxAge.set({ system: 'executors' }, 1.5);
    const text = await metrics.registry.metrics();
    expect(text).toContain('sagadesk_echoes_total{system="helpdesk"} 3');
    expect(text).toContain('sagadesk_inbox_age_seconds{system="executors"} 1.5');
  });

  it('of two processes in one test do not meet', () => {
    expect(() => [createMetrics({ ofProcess: false }), createMetrics({ ofProcess: false })]).not.toThrow();
  });
});
