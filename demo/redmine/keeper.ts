import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contractFields } from './seed';
import type { World } from './world';

/** Keeps the world in a file and the attachments' bytes beside it; without a file in memory only. */
export class Keeper {
  private readonly bytes = new Map<number, Buffer>();
  private saving: Promise<void> = Promise.resolve();
  private wanted = false;

  private constructor(
    readonly world: World,
    private readonly file: string | undefined,
  ) {}

  /** The world as it was left, else a new one. Throws when the file is there but cannot be read. */
  static async open(file: string | undefined, fresh: () => World): Promise<Keeper> {
    if (file === undefined) return new Keeper(fresh(), undefined);
    await mkdir(`${file}.files`, { recursive: true });
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return undefined;
    });
    const keeper = new Keeper(text === undefined ? fresh() : worldIn(text, file), file);
    keeper.changed();
    return keeper;
  }

  /** Writes soon: what changes while it writes is written in the next round. */
  changed(): void {
    if (this.file === undefined || this.wanted) return;
    this.wanted = true;
    this.saving = this.saving
      .then(() => this.save())
      .catch(
        (error: unknown) =>
          void process.stderr.write(`demo Redmine: ${this.file} is not saved: ${String(error)}\n`),
      );
  }

  async putBytes(id: number, bytes: Buffer): Promise<void> {
    if (this.file === undefined) this.bytes.set(id, bytes);
    else await writeFile(this.pathOf(id), bytes);
  }

  /** The bytes of a file; undefined when they are lost. */
  async bytesOf(id: number): Promise<Buffer | undefined> {
    if (this.file === undefined) return this.bytes.get(id);
    return readFile(this.pathOf(id)).catch(() => undefined);
  }

  async dropBytes(id: number): Promise<void> {
    this.bytes.delete(id);
    if (this.file !== undefined) await rm(this.pathOf(id), { force: true });
  }

  /** Everything is on disk. */
  async close(): Promise<void> {
    await this.saving;
  }

  private pathOf(id: number): string {
    return join(`${this.file}.files`, String(id));
  }

  private async save(): Promise<void> {
    if (this.file === undefined) return;
    this.wanted = false;
    const next = `${this.file}.next`;
    await mkdir(dirname(this.file), { recursive: true });
    await writeFile(next, JSON.stringify(this.world));
    await rename(next, this.file);
  }
}

const worldIn = (text: string, file: string): World => {
  try {
    return withContractFields(JSON.parse(text) as World);
  } catch (error) {
    throw new Error(`The demo Redmine's data in ${file} is damaged: delete the file to begin anew.`, {
      cause: error,
    });
  }
};

/** A world that an earlier release left has no fields for the contract. */
const withContractFields = (world: World): World => {
  const missing = contractFields.filter((name) => !world.fields.some((field) => field.name === name));
  const last = Math.max(0, ...world.fields.map(({ id }) => id));
  return { ...world, fields: [...world.fields, ...missing.map((name, i) => ({ id: last + 1 + i, name }))] };
};
