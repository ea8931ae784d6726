import { cacheDirectory } from '../../../platform/servers/paths';
import { startPostgres, type EmbeddedPostgres } from '../../../platform/servers/postgres';

const log = { info: () => undefined, warn: () => undefined };

/** The Postgres of an installation; the same address whenever it runs. */
export class PostgresServer {
  private constructor(
    private readonly dataDir: string,
    private server: EmbeddedPostgres,
  ) {}

  static async start(dataDir: string): Promise<PostgresServer> {
    return new PostgresServer(dataDir, await serve(dataDir));
  }

  /** With the password. */
  get url(): string {
    return this.server.url;
  }

  /** Cuts off whoever is connected, and ends. */
  stop(): Promise<void> {
    return this.server.stop();
  }

  async startAgain(): Promise<void> {
    const { url } = this.server;
    this.server = await serve(this.dataDir);
    if (this.server.url !== url) throw new Error('Postgres moved to another address');
  }
}

const serve = (dataDir: string): Promise<EmbeddedPostgres> =>
  startPostgres({ dataDir, cacheDir: cacheDirectory(), log });
