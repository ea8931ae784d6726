import type { ServerLog } from './server-log';

/** One way to come by a server's executable: answers its path, or throws the reason why not. */
export interface Way {
  /** What is tried, as in "Temporal server: looking for ... / trying ...". */
  readonly attempt: string;
  readonly take: () => Promise<string> | string;
}

/** Tries one way after the other, telling each; throws all reasons and the advice when none works. */
export async function findTool(
  name: string,
  ways: readonly Way[],
  { advice, log }: { advice: string; log: ServerLog },
): Promise<string> {
  const reasons: string[] = [];
  for (const { attempt, take } of ways) {
    try {
      const path = await take();
      log.info(`${name}: ${attempt}: ${path}`);
      return path;
    } catch (fault) {
      reasons.push(`${attempt}: ${(fault as Error).message}`);
      log.info(`${name}: ${reasons.at(-1)}`);
    }
  }
  throw new Error(`${name}: none could be found or made.\n- ${reasons.join('\n- ')}\n${advice}`);
}
