import { bundleWorkflowCode } from '@temporalio/worker';
import path from 'node:path';

jest.setTimeout(120_000);

const kilobyte = 1024;
const silent = () => undefined;
const logger = {
  log: silent,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: console.error,
};

let code: string;
let modules: readonly { readonly name: string; readonly size: number }[];

beforeAll(async () => {
  const workflowsPath = path.join(__dirname, '..', '..', 'workflows', 'index.ts');
  ({ code } = await bundleWorkflowCode({ workflowsPath, logger }));
  code = code.slice(0, code.indexOf('//# sourceMappingURL')); // the map is read only when something fails
  const heads = [...code.matchAll(/^\/\*\*\*\/ "([^"]+)"/gm)];
  modules = heads.map((head, i) => ({
    name: head[1]!,
    size: (heads[i + 1]?.index ?? code.length) - head.index,
  }));
});

const sizeOf = (isMeant: (name: string) => boolean): number =>
  modules.filter(({ name }) => isMeant(name)).reduce((sum, { size }) => sum + size, 0);
const isOurs = (name: string): boolean => name.startsWith('./') && !name.includes('node_modules');

/** What DESIGN section 3 lets workflows import; the rest is the SDK's own. */
const allowed = [
  /^\.\/workflows\//,
  /^\.\/domain\/(status|sla\/next)\.ts$/,
  /^\.\/node_modules\/@temporalio\/(workflow|common)\//,
  /^\.\/node_modules\/(nexus-rpc|long|ms)\//,
  /^\?[0-9a-f]+$/, // webpack's stand-in for an optional module that is not there
];

describe('the workflows’ bundle, which every cached run pays for', () => {
  it('holds nothing but the workflows, what they may import, and the SDK', () => {
    expect(modules.length).toBeGreaterThan(50);
    const forbidden = modules.filter(({ name }) => !allowed.some((pattern) => pattern.test(name)));
    expect(forbidden.map(({ name }) => name)).toEqual([]);
  });

  it('stays small', () => {
    const ours = sizeOf(isOurs);
    const all = code.length;
    console.info(
      `workflow bundle: ${Math.round(all / kilobyte)} KB, ${Math.round(ours / kilobyte)} KB of them ours`,
    );
    expect(ours).toBeLessThan(60 * kilobyte);
    expect(all).toBeLessThan(700 * kilobyte);
  });
});
