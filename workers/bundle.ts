import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { version } from '@temporalio/workflow/package.json';

const workflowsPath = path.join(__dirname, '..', 'workflows', 'index.ts');

/** What the bundle is made of: our files that workflows may import, and the SDK's version. */
export const sourcesHash = async (): Promise<string> => {
  const hash = createHash('sha256').update(version);
  for (const folder of ['workflows', 'domain'])
    for (const file of (await readdir(path.join(__dirname, '..', folder), { recursive: true })).sort())
      if (/\.(ts|js)$/.test(file))
        hash.update(file).update(await readFile(path.join(__dirname, '..', folder, file)));
  return hash.digest('hex').slice(0, 20);
};

/** The workflows' code, bundled once per content and kept in the cache directory: webpack costs seconds at every start. */
export const workflowBundle = async (cacheDir: string): Promise<{ readonly code: string }> => {
  const file = path.join(cacheDir, `workflows-${await sourcesHash()}.js`);
  const cached = await readFile(file, 'utf8').catch(() => undefined);
  if (cached !== undefined) return { code: cached };
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: quiet });
  await keep(file, code).catch(() => undefined); // without a cache every start bundles again
  return { code };
};

const keep = async (file: string, code: string): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, code);
  await rename(`${file}.${process.pid}`, file);
};

const silent = () => undefined;
const quiet = {
  log: silent,
  trace: silent,
  debug: silent,
  info: silent,
  warn: console.warn,
  error: console.error,
};
