import { StringDecoder } from 'node:string_decoder';

/** One message of the Asterisk Manager Interface: `Key: Value` lines. A key that comes twice has its first value. */
export type Frame = Readonly<Record<string, string>>;

/** A frame is some hundred bytes; whoever sends this much without an end sends something else. Characters. */
const longest = 256 * 1024;

/** Puts frames together from what the connection brings, which cuts them anywhere. */
export class FrameReader {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  /** Throws when what comes is no such thing. */
  take(bytes: Buffer): readonly Frame[] {
    this.rest += this.decoder.write(bytes);
    const blocks = this.rest.split(/\r?\n\r?\n/);
    this.rest = blocks.pop() ?? '';
    if (this.rest.length > longest) throw new Error('the exchange sends no frames of the manager interface');
    return blocks.map(frameOf).filter((frame) => Object.keys(frame).length > 0);
  }
}

/** The greeting, and other lines without a colon, are left out. */
const frameOf = (block: string): Frame => {
  const frame: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const key = line.slice(0, colon);
    if (colon > 0 && !(key in frame)) frame[key] = line.slice(colon + 1).trim();
  }
  return frame;
};

/** What Asterisk does not know it writes so. */
export const known = (value: string | undefined): string | undefined =>
  value === undefined || value === '' || value === '<unknown>' ? undefined : value;
