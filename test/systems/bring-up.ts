import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a script printed: NAME=value, values in single quotes or bare. */
export type Printed = Readonly<Record<string, string>>;

/** A server that up.sh started, its directory, and what may be done to it. */
export interface Instance {
  readonly dir: string;
  /** What up.sh printed last. */
  readonly printed: Printed;
  readonly pid: number;
  /** Ends the server in good order; its data stay. */
  stop(): Promise<void>;
  /** Starts it again: same port, same data. */
  start(): Promise<void>;
  /** kill -9 of the server and its workers; start() brings it back. */
  killHard(): Promise<void>;
  /** Stops it and removes its directory; an instance shared through SYSTEMS_DIR goes on running for the next suite. */
  down(): Promise<void>;
}

/** Settings that a script reads, so that none comes in from the shell that runs the tests. */
const scriptSettings =
  /^(PORT|WORKERS|THREADS|WEBHOOK_|REDMINE_|RT_|MAIL_|IMAPS?_|SMTPS?_|PHONE_DIR$|SIP_|AMI_|HTTP_PORT$|AGENT\d_PORT$|SYNC_PASSWORD$|AGENT_PASSWORD$)/;

/**
 * Runs test/systems/<system>/up.sh and answers with the instance. Without `dir` the directory is a fresh one below
 * /var/tmp, or a fixed one below SYSTEMS_DIR, which then outlives the suite: one for each of jest's workers, as suites
 * change their systems. Throws with what the script said.
 */
export async function bringUp(
  system: string,
  pidName: string,
  settings: Printed,
  dir?: string,
): Promise<Instance> {
  const shared = sharedDirectory(process.env);
  const at = dir ?? (shared ? join(shared, place(system, settings)) : await mkdtemp(`/var/tmp/${system}-`));
  await mkdir(at, { recursive: true, mode: 0o755 });
  const lasting = dir === undefined && shared !== undefined;
  if (!lasting) endWithThisProcess(system, at);
  return instance(system, pidName, at, lasting, settings);
}

const sharedDirectory = ({ SYSTEMS_DIR: dir, JEST_WORKER_ID: worker = '1' }: NodeJS.ProcessEnv) =>
  dir === undefined || worker === '1' ? dir : join(dir, `worker-${worker}`);

const place = (system: string, { REDMINE_DB }: Printed) => (REDMINE_DB ? `${system}-${REDMINE_DB}` : system);

async function instance(system: string, pidName: string, dir: string, lasting: boolean, settings: Printed) {
  let printed = await up(system, dir, settings);
  const { WEBHOOK_URL: _url, WEBHOOK_SECRET: _secret, ...again } = settings;
  const pid = () => Number(printed[pidName]);
  const start = async () => {
    printed = await up(system, dir, again);
  };
  return {
    dir,
    get printed() {
      return printed;
    },
    get pid() {
      return pid();
    },
    start,
    stop: () => down(system, dir, '--keep'),
    killHard: () => killTree(pid()),
    down: () => (lasting ? start() : down(system, dir)),
  };
}

async function up(system: string, dir: string, settings: Printed): Promise<Printed> {
  const inherited = Object.entries(process.env).filter(([name]) => !scriptSettings.test(name));
  const env = { ...Object.fromEntries(inherited), ...settings };
  const { stdout } = await run(script(system, 'up.sh'), [dir], { env, maxBuffer: 1 << 24 }).catch(
    (fault: { stderr?: string; message: string }) => {
      throw new Error(`${system}/up.sh ${dir} failed: ${fault.stderr || fault.message}`);
    },
  );
  return parse(stdout);
}

const parse = (text: string): Printed =>
  Object.fromEntries(
    [...text.matchAll(/^([A-Z][A-Z0-9_]*)=(?:'(.*)'|(.*))$/gm)].map(([, name, quoted, bare]) => [
      name,
      quoted ?? bare,
    ]),
  );

async function down(system: string, dir: string, ...more: string[]): Promise<void> {
  if (existsSync(dir)) await run(script(system, 'down.sh'), [dir, ...more]);
}

const script = (system: string, name: string) => join(__dirname, system, name);

/** A suite that is killed leaves no server behind: a small process waits for the end of this one. */
function endWithThisProcess(system: string, dir: string): void {
  const wait = 'tail --pid="$1" -f /dev/null; [ ! -d "$3" ] || exec "$2" "$3"';
  const args = ['-c', wait, 'sh', String(process.pid), script(system, 'down.sh'), dir];
  spawn('sh', args, { detached: true, stdio: 'ignore' }).unref();
}

async function killTree(pid: number): Promise<void> {
  const all = [pid, ...childrenOf(pid)];
  for (const one of all) kill(one);
  while (all.some((one) => existsSync(`/proc/${one}/exe`) && !isZombie(one))) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function childrenOf(pid: number): number[] {
  const text = readOr(`/proc/${pid}/task/${pid}/children`);
  const own = text.split(' ').filter(Boolean).map(Number);
  return own.flatMap((child) => [child, ...childrenOf(child)]);
}

const isZombie = (pid: number) => / Z /.test(readOr(`/proc/${pid}/stat`));

function readOr(path: string, otherwise = ''): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}

/** Points a hook somewhere else: both systems read their settings file again at every event. */
export async function pointHook(file: string, url: string, secret?: string): Promise<void> {
  const settings = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  const next = `${file}.next`;
  await rm(next, { force: true });
  await writeFile(next, JSON.stringify({ ...settings, url, ...(secret === undefined ? {} : { secret }) }));
  await rename(next, file);
}
