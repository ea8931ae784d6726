import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EnvHttpProxyAgent, fetch, type Dispatcher } from 'undici';
import { runTool } from './run-tool';

/** The programs that the SDK itself can download, as the vendor names them. */
export interface Download {
  readonly program: 'cli' | 'temporal-test-server';
  /** A fixed version, or the one that the SDK of this version takes by default. */
  readonly version: string | { readonly sdk: string };
  /** The executable to be made. */
  readonly into: string;
  readonly from?: string;
}

const ANSWER_MS = 8_000;
const ARCHIVE_MS = 180_000;

/**
 * Downloads a server as the SDK does (ephemeral_server/mod.rs of its core): first where the archive lies, then the
 * archive. Fails within seconds where there is no way to the internet. Answers the executable's path.
 */
export async function download({
  program,
  version,
  into,
  from = 'https://temporal.download',
}: Download): Promise<string> {
  const dispatcher = new EnvHttpProxyAgent();
  try {
    const { archiveUrl, fileToExtract } = await whereItLies(
      `${from}/${program}/${query(version)}`,
      dispatcher,
    );
    const archive = await get(archiveUrl, ARCHIVE_MS, dispatcher);
    await unpack(Buffer.from(await archive.arrayBuffer()), fileToExtract, into);
    return into;
  } finally {
    await dispatcher.close();
  }
}

function query(version: Download['version']): string {
  const wanted = new URLSearchParams({
    arch: process.arch === 'arm64' ? 'arm64' : 'amd64',
    platform: process.platform === 'darwin' ? 'darwin' : 'linux',
    format: 'tar.gz',
  });
  if (typeof version === 'string') return `${version}?${wanted}`;
  wanted.set('sdk-name', 'sdk-typescript');
  wanted.set('sdk-version', version.sdk);
  return `default?${wanted}`;
}

async function whereItLies(
  url: string,
  dispatcher: Dispatcher,
): Promise<{ archiveUrl: string; fileToExtract: string }> {
  const { archiveUrl, fileToExtract } = (await (await get(url, ANSWER_MS, dispatcher)).json()) as Record<
    string,
    unknown
  >;
  const sound = typeof archiveUrl === 'string' && typeof fileToExtract === 'string';
  if (!sound || !/^[\w.-]+(\/[\w.-]+)*$/.test(fileToExtract) || fileToExtract.includes('..')) {
    throw new Error('the answer does not tell where the archive lies');
  }
  return { archiveUrl, fileToExtract };
}

async function get(url: string, timeoutMs: number, dispatcher: Dispatcher): ReturnType<typeof fetch> {
  const host = new URL(url).host;
  const answer = await fetch(url, { dispatcher, signal: AbortSignal.timeout(timeoutMs) }).catch(
    (fault: Error) => {
      const cause = fault.cause instanceof Error ? fault.cause.message : fault.message;
      throw new Error(`${host} cannot be reached (${cause})`);
    },
  );
  if (!answer.ok) throw new Error(`${host} answers ${answer.status}`);
  return answer;
}

async function unpack(archive: Buffer, file: string, into: string): Promise<void> {
  mkdirSync(dirname(into), { recursive: true });
  const scratch = mkdtempSync(join(dirname(into), 'download-'));
  try {
    writeFileSync(join(scratch, 'archive.tar.gz'), archive);
    await runTool('tar', ['-xzf', 'archive.tar.gz', file], {
      cwd: scratch,
      env: process.env,
      timeoutMs: 60_000,
    });
    const fresh = join(scratch, basename(into));
    if (join(scratch, file) !== fresh) renameSync(join(scratch, file), fresh);
    chmodSync(fresh, 0o755);
    renameSync(fresh, into);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
