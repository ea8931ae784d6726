import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tables } from './model';

const pauseMs = 100;

/** Keeps the tables in a file, and the bytes of attachments beside it; without a file in memory only. */
export class Keeper {
  private readonly bytes = new Map<number, Buffer>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    readonly tables: Tables,
    private readonly file: string | undefined,
  ) {}

  /** The tables as they were left, else new ones. Throws when the file is there but no JSON. */
  static open(file: string | undefined, fresh: () => Tables): Keeper {
    if (file === undefined) return new Keeper(fresh(), undefined);
    mkdirSync(`${file}.files`, { recursive: true });
    const tables = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Tables) : fresh();
    const keeper = new Keeper(tables, file);
    keeper.changed();
    return keeper;
  }

  /** Writes the tables soon, whole and in one step. */
  changed(): void {
    if (this.file !== undefined) this.timer ??= setTimeout(() => this.write(), pauseMs);
  }

  putBytes(id: number, bytes: Buffer): void {
    if (this.file === undefined) this.bytes.set(id, bytes);
    else writeFileSync(this.pathOf(id), bytes);
  }

  bytesOf(id: number): Buffer {
    if (this.file === undefined) return this.bytes.get(id) ?? Buffer.alloc(0);
    return existsSync(this.pathOf(id)) ? readFileSync(this.pathOf(id)) : Buffer.alloc(0);
  }

  /** Everything is on disk. */
  async close(): Promise<void> {
    if (this.timer !== undefined) this.write();
    await this.writing;
  }

  private pathOf(id: number): string {
    return join(`${this.file}.files`, String(id));
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => replace(String(this.file), JSON.stringify(this.tables)));
  }
}

const replace = async (file: string, text: string): Promise<void> => {
  await writeFile(`${file}.next`, text, { mode: 0o600 });
  await rename(`${file}.next`, file);
};
