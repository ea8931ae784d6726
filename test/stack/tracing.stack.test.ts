import { startTracing, type Tracing } from '../../platform/start-tracing';
import { currentTraceparent } from '../../platform/tracing';
import { eventually } from '../systems/eventually';
import { startCollector, type Collector, type SeenSpan } from './collector';
import { startDemoWorld } from './demo-world';
import { deskPerson } from './desk-person';
import { frontPerson } from './front-person';
import type { World } from './world';

jest.setTimeout(180_000);

let collector: Collector;
let tracing: Tracing;
let world: World;

beforeAll(async () => {
  collector = await startCollector();
  // What an installation is told: quick batches only because nobody wants to wait for them here.
  Object.assign(process.env, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '200' });
  tracing = await startTracing('sagadesk-test', process.env);
  world = await startDemoWorld({ polls: false });
});
afterAll(async () => {
  await world?.stop();
  await tracing?.stop();
  await collector?.stop();
});

const is = (name: string, attributes: Readonly<Record<string, unknown>>) => (span: SeenSpan) =>
  span.name === name && Object.entries(attributes).every(([key, value]) => span.attributes[key] === value);

/** From a span up to where its trace began. */
const wayUp = (span: SeenSpan): readonly string[] => {
  const parent = collector.spans.find(({ spanId }) => spanId === span.parentSpanId);
  return [span.name, ...(parent ? wayUp(parent) : [])];
};

it('one trace holds a hook, the reading of its record, the push to the other system and its calls there', async () => {
  const front = frontPerson(world.stack.api);
  const number = await front.register('Тонер кончился');
  await front.synced(number);
  const desk = await front.recordOf(number, 'helpdesk');
  await deskPerson(world.rt.asAgent('olga')).set(desk, { Subject: 'Тонер кончился совсем' });
  await eventually('the tracker has it', async () => {
    const seen = await front.see(number);
    return (seen.title === 'Тонер кончился совсем' && seen.sync.state === 'synced') || undefined;
  });
  const write = is('HTTP PUT', { 'sagadesk.system': 'executors', 'http.response.status_code': 204 });
  const ways = await eventually('all of it was sent', async () => {
    const found = collector.spans.filter(write).map(wayUp);
    return found.some((way) => way.includes('POST /webhooks/:system')) ? found : undefined;
  });
  expect(ways).toContainEqual(['HTTP PUT', 'push', 'read record', 'POST /webhooks/:system']);
  const push = collector.spans.find(
    (span) => is('push', { 'sagadesk.system': 'executors' })(span) && wayUp(span).length === 3,
  );
  expect(push?.attributes).toMatchObject({
    'sagadesk.ticket': number,
    'sagadesk.outcome': 'confirmed',
    'temporal.workflow_id': `ticket/${number}`,
  });
});

it('and a trace that began in the front: the request, and the push to each system', async () => {
  const front = frontPerson(world.stack.api);
  const number = await front.register('Мышь не двигается');
  await front.synced(number);
  const pushes = await eventually('both pushes were sent', async () => {
    const found = collector.spans.filter(
      is('push', { 'sagadesk.ticket': number, 'sagadesk.outcome': 'confirmed' }),
    );
    return found.length >= 2 ? found : undefined;
  });
  await eventually('the request was sent', async () => collector.spans.find(is('POST /api/v1/tickets', {})));
  for (const push of pushes) expect(wayUp(push)).toEqual(['push', 'POST /api/v1/tickets']);
});

it('no span holds what people wrote, nor a key', () => {
  const text = JSON.stringify(collector.spans);
  for (const secret of ['Тонер', 'Мышь', 'anna@example.com', world.rt.token, world.redmine.apiKey])
    expect(text).not.toContain(secret);
});

it('a caller cannot choose the trace that he is in', async () => {
  const traceId = 'a'.repeat(32);
  await fetch(`${world.stack.url}/webhooks/helpdesk`, {
    method: 'POST',
    headers: { traceparent: `00-${traceId}-${'b'.repeat(16)}-01` },
    body: '{}',
  });
  await eventually('the refusal was sent', async () =>
    collector.spans.find(is('POST /webhooks/:system', { 'http.response.status_code': 401 })),
  );
  expect(collector.spans.map((span) => span.traceId)).not.toContain(traceId);
});

it('outside of any span there is nothing to go on from', () => expect(currentTraceparent()).toBeNull());
