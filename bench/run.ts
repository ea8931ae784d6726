import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { readArguments } from './arguments';
import type { Line } from './figure';
import { figures, serverFor } from './figures';
import { isServerAtHand } from './house/temporal-on-postgres';
import { keepInDocument } from './keep-in-document';
import { describeMachine, machineText } from './machine';
import { cacheDirectory } from '../platform/servers/paths';
import { tableOf } from './table';

/** `npm run bench`: one figure after the other, each with its baseline, then the table. Exit code 1 when a figure could not be measured. */
const main = async (): Promise<void> => {
  const { only, scale, temporal, json, document, name } = readArguments(process.argv.slice(2));
  const machine = describeMachine();
  const lines: Line[] = [];
  let failed = false;
  const isBuildable = isServerAtHand(cacheDirectory());
  const servers = only.map((figure) => temporal ?? serverFor(figure, isBuildable));
  const about = `${machineText(machine)}; Temporal: ${[...new Set(servers)].join(', ')}; scale ${scale}`;
  print(about);
  for (const [n, figure] of only.entries()) {
    const began = Date.now();
    const say = (line: string) => print(`[${Math.round((Date.now() - began) / 1000)} s] ${figure}: ${line}`);
    say(`load average ${loadavg()[0]!.toFixed(2)}`);
    try {
      const found = await figures[figure]!({ scale, temporal: servers[n]!, say });
      lines.push(...found);
      print(tableOf(found));
    } catch (error) {
      failed = true;
      say(`could not be measured: ${error instanceof Error ? error.stack : String(error)}`);
    }
    say('done');
  }
  print(`\n${tableOf(lines)}`);
  if (json) writeFileSync(json, `${JSON.stringify({ machine, servers, scale, lines }, undefined, 2)}\n`);
  if (document) keepInDocument(document, name, `${about}\n\n${tableOf(lines)}`);
  process.exit(failed ? 1 : 0);
};

// Servers end with this process (platform/servers/child.ts), which a signal alone would not give the time to.
for (const told of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(told, () => process.exit(130));

const print = (text: string): void => void process.stdout.write(`${text}\n`);

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
