import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive. */
export interface ZipEntry {
  /** Slashes make folders. */
  readonly name: string;
  bytes(): Promise<Buffer>;
}

interface Written {
  readonly head: Buffer;
  readonly name: Buffer;
  readonly offset: number;
}

/** Larger archives would need ZIP64. */
const most = 0xffffffff;

/** An archive (PKWARE's APPNOTE.TXT, 4.3), one file in memory at a time. Throws when it grows beyond 4 GB. */
export async function* zip(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for await (const entry of entries) {
    const bytes = await entry.bytes();
    const packed = deflateRawSync(bytes);
    const name = Buffer.from(entryName(entry.name));
    const head = headOf(name, bytes, packed);
    if (offset + packed.length > most) throw new Error('the archive grows beyond 4 GB');
    written.push({ head, name, offset });
    yield Buffer.concat([Buffer.from('PK\x03\x04'), head, name, packed]);
    offset += 4 + head.length + name.length + packed.length;
  }
  const directory = Buffer.concat(written.map(listed));
  yield Buffer.concat([directory, endOf(written.length, directory.length, offset)]);
}

/** What the entry and the directory say alike: version, names in UTF-8, deflate, no time, sums and sizes. */
const headOf = (name: Buffer, bytes: Buffer, packed: Buffer): Buffer => {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(0x0800, 2);
  head.writeUInt16LE(8, 4);
  head.writeUInt16LE(0x21, 8); // 1 January 1980: no archive says when it was made
  head.writeUInt32LE(crc32(bytes), 10);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(bytes.length, 18);
  head.writeUInt16LE(name.length, 22);
  return head;
};

const listed = ({ head, name, offset }: Written): Buffer => {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), head, rest, name]);
};

const endOf = (count: number, size: number, offset: number): Buffer => {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
};

/** No name leads out of the folder that somebody unpacks it in. */
const entryName = (name: string): string =>
  name
    .split('/')
    .map((part) => part.replace(/[\\:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+$/, '_'))
    .filter((part) => part !== '')
    .join('/');
