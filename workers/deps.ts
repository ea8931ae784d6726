import type { Deps, System } from '../activities/deps';
import type { Meter } from '../activities/meter';
import { createConnector } from '../connectors/registry';
import type { Configuration } from '../connectors/configuration';
import { syncRules } from '../connectors/sync-rules';
import { signalWithStart } from '../platform/signal-with-start';
import type { Logger } from '../platform/log';
import type { Temporal } from '../platform/temporal-client';
import { wakeCalmly } from '../platform/calm-waker';
import { createWaker, type Waker } from '../platform/waker';
import type { Database } from '../store/database';
import { installationId } from '../store/installation';
import { wakeCall, wakeContract, wakeGate, wakeTicket } from '../workflows/messages';
import { createMailDeps } from './mail-deps';

export interface WorkerDeps {
  readonly deps: Deps;
  readonly waker: Waker;
  close(): Promise<void>;
}

/** Joins what the activities work with. The caller closes what it gave; `close` ends the connectors. */
export const createDeps = async (
  configuration: Configuration,
  db: Database,
  temporal: Temporal,
  log: Logger,
  meter?: Meter,
): Promise<WorkerDeps> => {
  const systems = new Map<string, System>(
    configuration.systems.map((config) => [config.name, { config, connector: createConnector(config) }]),
  );
  const waker = createWaker(temporal.client, log);
  const calmly = wakeCalmly(waker);
  const mail = configuration.mail && (await createMailDeps(configuration.mail, db, configuration.company));
  const deps: Deps = {
    db,
    rules: syncRules(configuration, ({ name }) => systems.get(name)!.connector.capabilities),
    systems,
    installation: await installationId(db),
    publicUrl: configuration.publicUrl,
    wake: (number) => waker.wake(wakeTicket(number)),
    wakeCall: (id) => calmly.wake(wakeCall(id)),
    wakeContract: (id, number) => waker.wake(wakeContract(id, number)),
    wakeGate: (system) => signalWithStart(temporal.client, wakeGate(system)),
    ...(configuration.slaWebhooks ? { slaWebhooks: configuration.slaWebhooks } : {}),
    log,
    ...(meter ? { meter } : {}),
    ...(mail ? { mail } : {}),
    ...(configuration.telephony ? { telephony: configuration.telephony } : {}),
    webhooks: configuration.notifications?.webhooks ?? {},
  };
  const close = async () => {
    calmly.flush();
    await waker.drain();
    mail?.outgoing?.postman.close();
    await Promise.all([mail?.parser.close(), mail?.slowParser.close()]);
    await Promise.all([...systems.values()].map(({ connector }) => connector.close()));
  };
  return { deps, waker, close };
};
