import { startTracing, type Tracing } from '../../platform/start-tracing';
import { currentTraceId, currentTraceparent, inSpan } from '../../platform/tracing';
import { startCollector, type Collector } from '../stack/collector';
import { eventually } from '../systems/eventually';

describe('tracing', () => {
  let tracing: Tracing | undefined;
  let collector: Collector | undefined;
  afterEach(async () => {
    await tracing?.stop();
    await collector?.stop();
  });

  it('is off, and costs nothing, where no collector is named', async () => {
    tracing = await startTracing('test', {});
    await inSpan('work', {}, async () =>
      expect([currentTraceparent(), currentTraceId()]).toEqual([null, undefined]),
    );
  });

  it('goes on elsewhere from the text that was kept, and marks what failed', async () => {
    collector = await startCollector();
    Object.assign(process.env, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '50' });
    tracing = await startTracing('test', process.env);
    const kept = await inSpan('first', {}, async () => currentTraceparent());
    expect(kept).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    const failing = inSpan(
      'second',
      { parent: kept, attributes: { 'sagadesk.ticket': 'SD-1' } },
      async () => {
        throw new Error('no');
      },
    );
    await expect(failing).rejects.toThrow('no');
    await eventually('both were sent', async () => collector!.spans.length === 2 || undefined, 10);
    const [first, second] = ['first', 'second'].map((name) =>
      collector!.spans.find((span) => span.name === name)!,
    );
    expect(second).toMatchObject({ traceId: first!.traceId, parentSpanId: first!.spanId, service: 'test' });
    expect(second!.attributes).toEqual({ 'sagadesk.ticket': 'SD-1' });
  });
});
