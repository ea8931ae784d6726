import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onPath, requireExecutable } from './executable';
import { findTool } from './find-tool';
import { runTool } from './run-tool';
import type { ServerLog } from './server-log';
import type { FindOptions } from './temporal-cli';
import { archiveClasses, javaCommand } from './test-server-java';
import { download } from './vendor-download';

const VERSION = '1.35.0';
const NAME = 'Time-skipping test server';

/**
 * The executable of Temporal's time-skipping server for tests: from our cache, the SDK's download place, or its Maven
 * artifact behind a two-line wrapper. Throws what was tried, and what to install.
 */
export function findTimeSkippingServer({
  cacheDir,
  log,
  env = process.env,
  downloadFrom,
}: FindOptions): Promise<string> {
  const cached = join(cacheDir, `temporal-test-server-${VERSION}`, 'temporal-test-server');
  const from = downloadFrom ? { from: downloadFrom } : {};
  const fetched = { program: 'temporal-test-server', version: `v${VERSION}`, into: cached, ...from } as const;
  const ways = [
    { attempt: 'made or downloaded before', take: () => requireExecutable(cached) },
    { attempt: "the SDK's own download", take: () => download(fetched) },
    { attempt: 'its Maven artifact', take: () => fromMaven(cached, env, log) },
  ];
  return findTool(NAME, ways, { advice: 'Install Java 17 or newer and Maven, then try again.', log });
}

async function fromMaven(into: string, env: NodeJS.ProcessEnv, log: ServerLog): Promise<string> {
  const [mvn, java] = [onPath('mvn', env), onPath('java', env)];
  if (!mvn || !java) throw new Error(`${mvn ? 'Java' : 'Maven'} is not installed`);
  log.info(`${NAME}: getting its Maven artifact with what it needs (once)`);
  const home = dirname(into);
  await copyJars(mvn, home, env, (seconds) => log.info(`${NAME}: Maven is still at work (${seconds} s)`));
  await archiveClasses(java, home, log);
  writeFileSync(`${into}.new`, `#!/bin/sh\nexec ${javaCommand(java, home).map(quoted).join(' ')} "$@"\n`, {
    mode: 0o755,
  });
  renameSync(`${into}.new`, into);
  return into;
}

async function copyJars(
  mvn: string,
  home: string,
  env: NodeJS.ProcessEnv,
  onProgress: (seconds: number) => void,
): Promise<void> {
  mkdirSync(home, { recursive: true });
  const scratch = mkdtempSync(join(home, 'maven-'));
  try {
    writeFileSync(join(scratch, 'pom.xml'), POM);
    const goal = [
      '-B',
      '-q',
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${scratch}/lib`,
    ];
    await runTool(mvn, goal, { cwd: scratch, env, timeoutMs: 10 * 60_000, onProgress });
    rmSync(join(home, 'lib'), { recursive: true, force: true });
    renameSync(join(scratch, 'lib'), join(home, 'lib'));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function quoted(argument: string): string {
  return `'${argument.replaceAll("'", `'\\''`)}'`;
}

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>sagadesk</groupId><artifactId>test-server</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;
