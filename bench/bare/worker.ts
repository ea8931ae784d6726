import path from 'node:path';
import { DefaultLogger, NativeConnection, Runtime, Worker, bundleWorkflowCode } from '@temporalio/worker';
import { loadConfiguration } from '../../connectors/configuration';
import type { Connector, OutgoingComment } from '../../connectors/port';
import { createConnector } from '../../connectors/registry';
import { bareQueue, type BareCall, type BareDone } from './messages';

/** A worker of the bare workflow in a process of its own: the same connectors, the same calls, nothing else. */
const main = async (): Promise<void> => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const { systems } = loadConfiguration(process.env);
  const connectors = new Map(systems.map((system) => [system.name, createConnector(system)]));
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace = 'default' } = process.env;
  const connection = await NativeConnection.connect({ ...(address ? { address } : {}) });
  const worker = await Worker.create({
    ...{ connection, namespace, taskQueue: bareQueue, maxCachedWorkflows: 400 },
    maxConcurrentActivityTaskExecutions: 10,
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: path.join(__dirname, 'workflow.ts'),
      logger: new DefaultLogger('ERROR'),
    }),
    activities: { call: (what: BareCall) => call(connectors.get(what.system), what) },
  });
  for (const told of ['SIGTERM', 'SIGINT', 'disconnect'] as const)
    process.on(told, () => worker.getState() === 'RUNNING' && worker.shutdown());
  const done = worker.run();
  process.send?.({ ready: true });
  await done;
};

const cursors = new Map<string, string>();
const records = new Map<string, string>();

/** Read, write, read: as a push makes them. */
const call = async (connector: Connector | undefined, what: BareCall): Promise<void> => {
  const began = Date.now();
  if (what.kind === 'nothing' || !connector)
    return tell({ id: what.id, began, wrote: Date.now(), recordId: '' });
  const place = `${what.system}/${what.ticket}`;
  const recordId = what.kind === 'create' ? '' : (what.recordId ?? records.get(place) ?? '');
  if (what.kind !== 'create') await see(connector, what.system, recordId);
  const id = await write(connector, what, recordId);
  const wrote = Date.now();
  records.set(place, id);
  await see(connector, what.system, id, what.kind === 'comment' ? [remarkOf(what.value)] : []);
  tell({ id: what.id, began, wrote, recordId: id });
};

const remarkOf = (value: string): OutgoingComment => ({ key: value, body: value, visibility: 'internal' });

const see = async (
  connector: Connector,
  system: string,
  recordId: string,
  written: readonly OutgoingComment[] = [],
): Promise<void> => {
  const key = `${system} ${recordId}`;
  const state = await connector.read(recordId, cursors.get(key) ?? '0', written);
  if (typeof state !== 'string') cursors.set(key, state.cursor);
};

const write = async (
  connector: Connector,
  { kind, value, ticket }: BareCall,
  recordId: string,
): Promise<string> => {
  if (kind === 'create') return (await connector.create(newRecord(connector, ticket, value))).id;
  if (kind === 'comment') await connector.comment(recordId, remarkOf(value));
  else await connector.write(recordId, { [kind]: value });
  return recordId;
};

const newRecord = (connector: Connector, ticket: string, title: string) => ({
  key: ticket,
  fields: {
    title,
    description: 'bare',
    status: connector.type === 'redmine' ? 'New' : 'new',
    priority: connector.type === 'redmine' ? 'Normal' : '50',
  },
  linkBack: `http://127.0.0.1:1/tickets/${ticket}`,
});

const tell = (done: BareDone): void => void process.send?.(done);

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
