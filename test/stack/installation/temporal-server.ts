import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from '../../../platform/servers/paths';
import { readClaim } from '../../../platform/servers/pid-file';
import { startTemporal, type EmbeddedTemporal } from '../../../platform/servers/temporal';
import { searchAttributes } from '../../../workers/search-attributes';

const log = { info: () => undefined, warn: () => undefined };

/** A Temporal server of an installation, with its data in a directory; the same address whenever it runs. */
export class TemporalServer {
  private constructor(
    private readonly dataDir: string,
    private server: EmbeddedTemporal,
  ) {}

  static async start(dataDir: string): Promise<TemporalServer> {
    return new TemporalServer(dataDir, await serve(dataDir));
  }

  get address(): string {
    return this.server.address;
  }

  /** kill -9; its data stay. */
  async kill(): Promise<void> {
    process.kill(readClaim(join(this.dataDir, 'temporal.pid'))!.server!.pid, 'SIGKILL');
    await this.server.exited;
  }

  /** Loses all it knows. Call it while the server is down. */
  forget(): void {
    for (const file of readdirSync(this.dataDir).filter((name) => name.startsWith('temporal.sqlite')))
      rmSync(join(this.dataDir, file));
  }

  async startAgain(): Promise<void> {
    const { address } = this.server;
    this.server = await serve(this.dataDir);
    if (this.server.address !== address) throw new Error(`Temporal moved from ${address}`);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

const serve = (dataDir: string): Promise<EmbeddedTemporal> =>
  startTemporal({ dataDir, cacheDir: cacheDirectory(), log, searchAttributes, ui: false, persistent: true });
