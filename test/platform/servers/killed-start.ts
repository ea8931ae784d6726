import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readClaim, type Claim } from '../../../platform/servers/pid-file';

export interface OtherStart {
  /** Database address or host:port. */
  readonly where: string;
  readonly claim: Claim;
  kill(): Promise<void>;
}

/** Starts a server in another process, which can then be killed with no time to end it. */
export async function startElsewhere(kind: 'postgres' | 'temporal', dataDir: string): Promise<OtherStart> {
  const script = join(__dirname, 'start-and-stay.ts');
  const args = ['--require', require.resolve('tsx/cjs'), script, kind, dataDir];
  const other = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [where] = (await once(other.stdout, 'data')) as [Buffer];
  const claim = readClaim(join(dataDir, `${kind}.pid`));
  if (!claim) throw new Error('the other process has not claimed the data');
  const kill = async (): Promise<void> => {
    other.kill('SIGKILL');
    await once(other, 'exit');
  };
  return { where: where.toString().trim(), claim, kill };
}
