/** A place in a file: keys and, in lists, positions from 0. */
export type KeyPath = readonly (string | number)[];

/** One thing that is wrong, in words for the person who wrote the file; never with the value of a secret. */
export interface Fault {
  /** From 1; absent when it is about the file as a whole, or about no file. */
  readonly line?: number;
  /** `systems.helpdesk.status.new`, `routes[0].to`, or the name of a variable; empty for the file itself. */
  readonly key: string;
  /** What is wrong and what was expected. */
  readonly message: string;
}

/** Everything that is wrong with one source of configuration, at once. */
export class ConfigFaults extends Error {
  override readonly name = 'ConfigFaults';

  constructor(
    /** The file's path, or what else was read. */
    readonly source: string,
    readonly faults: readonly Fault[],
  ) {
    super([headOf(source, faults.length), ...faults.map((fault) => `  ${textOf(fault)}`)].join('\n'));
  }
}

/** `systems.helpdesk.status`, `routes[0].to`. */
export const keyOf = (path: KeyPath): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');

const headOf = (source: string, count: number) => `${source}: ${count} fault${count === 1 ? '' : 's'}`;

const textOf = ({ line, key, message }: Fault): string =>
  [...(line === undefined ? [] : [`line ${line}`]), ...(key === '' ? [] : [key]), message].join(': ');
