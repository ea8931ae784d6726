import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { formsOf, type Form } from './forms';
import { seenMark } from './seen';

/** `npm run soak`: the long forms of the suites that kill processes, one after the other, then what each of them saw. */
const main = async (): Promise<void> => {
  const told: string[] = [];
  let failed = 0;
  for (const form of formsOf(process.env)) {
    const name = nameOf(form);
    say(`\n== ${name}`);
    const began = Date.now();
    const { seen, code } = await run(form);
    const minutes = ((Date.now() - began) / 60_000).toFixed(1);
    if (code !== 0) failed += 1;
    told.push(`${code === 0 ? 'passed' : 'FAILED'} in ${minutes} min  ${name}`);
    told.push(...seen.map((line) => `    ${line}`));
  }
  say(`\n== seen\n${told.join('\n')}`);
  process.exitCode = failed === 0 ? 0 : 1;
};

const nameOf = ({ suite, env }: Form): string =>
  `${Object.entries(env)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')} ${suite}`;

const run = async ({
  suite,
  env,
}: Form): Promise<{ readonly seen: readonly string[]; readonly code: number }> => {
  const { CI: _secondTries, ...own } = process.env; // a run that needed a second try has not held
  const jest = spawn(
    process.execPath,
    [require.resolve('jest/bin/jest'), suite, '--selectProjects', 'systems'],
    {
      env: { ...own, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise<number>((resolve, reject) => {
    jest.once('error', reject);
    jest.once('close', (code) => resolve(code ?? 1));
  });
  const seen: string[] = [];
  for await (const line of createInterface(jest.stdout)) {
    say(line);
    if (line.startsWith(seenMark)) seen.push(line.slice(seenMark.length));
  }
  return { seen, code: await ended };
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
