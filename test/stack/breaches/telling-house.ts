import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signalWithStart } from '../../../platform/signal-with-start';
import { wakeTicket } from '../../../workflows/messages';
import { startReceiver, type Receiver } from '../../systems/receiver';
import { demoDesk } from '../demo-desk';
import { demoTracker } from '../demo-tracker';
import { configFile } from '../installation/config-file';
import { startInstallation, type Installation } from '../installation/installation';

/** An installation that tells managers and other programs of its clocks. */
export interface TellingHouse extends Installation {
  /** The other programs. */
  readonly programs: Receiver;
  /** Wakes these tickets, as whoever registered them does right after; what fails then is left to the sweeper. */
  wakeAll(numbers: readonly string[]): Promise<void>;
  /** How many different calls of escalation levels the programs got, and how many messages of breaches. */
  heard(): { readonly levels: number; readonly chat: number };
}

/** `contract`: only breaches under this one are told to a program. */
export const startTellingHouse = async ({
  contract,
}: {
  readonly contract: string;
}): Promise<TellingHouse> => {
  const [rt, redmine, programs] = await Promise.all([demoDesk(), demoTracker(), startReceiver()]);
  const dir = mkdtempSync('/var/tmp/sagadesk-telling-');
  const config = join(dir, 'config.yaml');
  writeFileSync(config, configFile({ rt, redmine }) + chapters(programs.url, contract));
  const installation = await startInstallation({ rt, redmine }, { SAGADESK_CONFIG: config });
  return {
    ...installation,
    programs,
    wakeAll: (numbers) => wakeAll(installation, numbers),
    heard: () => ({
      levels: different(programs, ({ headers }) => headers[delivery]),
      chat: different(programs, ({ headers, body }) =>
        delivery in headers ? undefined : (JSON.parse(body) as { id: string }).id,
      ),
    }),
    async stop() {
      await installation.stop();
      await programs.stop();
      rmSync(dir, { recursive: true });
    },
  };
};

const chapters = (url: string, contract: string): string => `
notifications:
  webhooks: {chat: {url: "${url}/chat"}}
  rules:
    - {event: warning, to: manager, by: live}
    - {event: breach, to: manager, by: live}
    - {event: breach, to: manager, by: webhook, when: {contract: ${contract}}}
sla: {webhooks: {allow: ["${url}"], secret: a-secret-of-the-levels}}
`;

/** Only calls of levels have it. */
const delivery = 'x-sagadesk-delivery';

const atOnce = 20;

const wakeAll = async ({ temporal }: Installation, numbers: readonly string[]): Promise<void> => {
  const waiting = [...numbers];
  const lane = async () => {
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop())
      await signalWithStart(temporal.client, wakeTicket(number)).catch(() => undefined);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
};

const different = (
  { events }: Receiver,
  idOf: (event: Receiver['events'][number]) => string | readonly string[] | undefined,
): number => new Set(events.flatMap((event) => idOf(event) ?? [])).size;
