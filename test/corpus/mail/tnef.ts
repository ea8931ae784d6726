interface TnefFile {
  readonly name: string;
  readonly longName?: string;
  readonly data: string;
}

/** A winmail.dat as Outlook makes it ([MS-OXTNEF]): per file its render data, title, bytes and MAPI properties. */
export const tnef = (files: readonly TnefFile[]): Buffer =>
  Buffer.concat([
    Buffer.from([0x78, 0x9f, 0x3e, 0x22, 0x01, 0x00]),
    attribute(1, 0x00089006, Buffer.from([0, 0, 1, 0])),
    ...files.flatMap(({ name, longName, data }) => [
      attribute(2, 0x00069002, Buffer.alloc(14)),
      attribute(2, 0x00018010, Buffer.from(`${name}\0`, 'latin1')),
      attribute(2, 0x0006800f, Buffer.from(data)),
      ...(longName === undefined ? [] : [attribute(2, 0x00069005, properties(longName))]),
    ]),
  ]);

const attribute = (level: number, id: number, value: Buffer): Buffer => {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(value.length, 5);
  const checksum = Buffer.alloc(2);
  checksum.writeUInt16LE(value.reduce((sum, byte) => (sum + byte) & 0xffff, 0));
  return Buffer.concat([head, value, checksum]);
};

/** Two properties: a number that must be stepped over, and the long name in UTF-16. */
const properties = (longName: string): Buffer => {
  const name = Buffer.from(`${longName}\0`, 'utf16le');
  const padding = Buffer.alloc((4 - (name.length % 4)) % 4);
  const number = (n: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(n);
    return bytes;
  };
  return Buffer.concat([
    number(2),
    ...[number(0x0e200003), number(500)],
    ...[number(0x3707001f), number(1), number(name.length), name, padding],
  ]);
};
