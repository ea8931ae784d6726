import type { Deps } from '../activities/deps';
import { signalWithStart } from '../platform/signal-with-start';
import type { Temporal } from '../platform/temporal-client';
import { livingContracts } from '../store/contracts-to-wake';
import { isNewNamespace, noteNamespace, openTickets } from '../store/sweep';
import { wakeContract, wakeTicket } from '../workflows/messages';
import { ensureSearchAttributes } from './ensure-search-attributes';
import { startSources } from './start-sources';

/** Wakes sent at once; more make the server slower, not faster. */
const atOnce = 30;

/**
 * When Temporal's data is new to us, gives every system its reader and every open ticket its workflow, the most urgent first. The namespace is noted
 * only when all of them have theirs: a process that dies in the middle, or a Temporal that goes away again, leaves it to the
 * next sweep. Throws when Temporal or Postgres is away.
 */
export const meetNamespace = async (deps: Deps, temporal: Temporal): Promise<void> => {
  const id = await namespaceId(temporal);
  if (!id || !(await isNewNamespace(deps.db, id))) return;
  await ensureSearchAttributes(temporal, deps.log);
  await startSources(deps, temporal);
  const woken = await wakeOpenTickets(deps, temporal);
  await wakeLivingContracts(deps, temporal);
  await noteNamespace(deps.db, id);
  if (woken > 0)
    deps.log.info({ woken }, 'this Temporal namespace is new to us: every open ticket has its workflow back');
};

const namespaceId = async ({ client }: Temporal): Promise<string | null | undefined> => {
  const { namespace } = client.options;
  const { namespaceInfo } = await client.withDeadline(Date.now() + 3000, () =>
    client.workflowService.describeNamespace({ namespace }),
  );
  return namespaceInfo?.id;
};

const wakeOpenTickets = async ({ db }: Deps, { client }: Temporal): Promise<number> => {
  const numbers = await openTickets(db);
  for (let from = 0; from < numbers.length; from += atOnce) {
    const next = numbers.slice(from, from + atOnce);
    await Promise.all(next.map((number) => signalWithStart(client, wakeTicket(number))));
  }
  return numbers.length;
};

const wakeLivingContracts = async ({ db }: Deps, { client }: Temporal): Promise<void> => {
  for (let after = 0; ;) {
    const page = await livingContracts(db, after, atOnce);
    if (page.length === 0) return;
    await Promise.all(page.map(({ id, number }) => signalWithStart(client, wakeContract(id, number))));
    after = page.at(-1)!.id;
  }
};
