import type { Static, TSchema } from 'typebox';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import { didYouMean } from './did-you-mean';
import { ConfigFaults, keyOf } from './faults';
import type { Fault, KeyPath } from './faults';
import { keyText, plainOf } from './plain';
import { shapeAt, shapeOf } from './schema';
import { fillVariables, hasVariable, markVariables } from './variables';
import { mistakesOf } from './wording';

/**
 * A YAML file that is read section by section. Faults are gathered, one per key, until `done`.
 * The constructor throws ConfigFaults when the text is no YAML at all.
 */
export class ConfigDocument {
  private readonly document: Document;
  private readonly lines = new LineCounter();
  private readonly faults = new Map<string, Fault>();
  private noted = 0;

  constructor(
    text: string,
    readonly file: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    const options = { lineCounter: this.lines, prettyErrors: false } as const;
    this.document = parseDocument(markVariables(text), options);
    for (const { pos, message } of this.document.errors) this.syntaxFault(pos[0], message);
    this.done();
  }

  /** What stands at a path, by its schema; undefined when nothing does or when it is wrong (then the faults are noted). */
  section<T extends TSchema>(schema: T, ...path: KeyPath): Static<T> | undefined {
    const before = this.noted;
    const reading = { document: this.document, text: this.text, fault: this.fault };
    const value = plainOf(this.nodeAt(path), shapeOf(schema), reading, path);
    if (value === undefined || value === null) return undefined;
    for (const { path: at, message } of mistakesOf(schema, value))
      this.fault([...path, ...at], message + this.found(schema, path, at));
    return this.noted === before ? (value as Static<T>) : undefined;
  }

  /** The keys of the map at a path, in the file's order. */
  keys(...path: KeyPath): readonly string[] {
    const node = this.nodeAt(path);
    return isMap(node) ? node.items.map(keyText).filter((key) => !key.startsWith('x-')) : [];
  }

  /** Notes that something is wrong; a key that already has a fault gets no second one. */
  readonly fault = (path: KeyPath, message: string): void => {
    const key = keyOf(path);
    this.noted++;
    if (!this.faults.has(key)) this.faults.set(key, { line: this.lineOf(path), key, message });
  };

  /** Throws ConfigFaults with everything noted so far, in the file's order. */
  done(): void {
    if (this.faults.size === 0) return;
    const faults = [...this.faults.values()];
    throw new ConfigFaults(
      this.file,
      faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    );
  }

  /** The line of a key, of the item of a list, or of the nearest thing around it that exists. */
  private lineOf(path: KeyPath): number {
    const length = path.findIndex((_, i) => this.offsetOf(path.slice(0, i + 1)) === undefined);
    const offset = this.offsetOf(length === -1 ? path : path.slice(0, length)) ?? 0;
    return Math.max(1, this.lines.linePos(offset).line);
  }

  private offsetOf(path: KeyPath): number | undefined {
    const [parent, last] = [this.nodeAt(path.slice(0, -1)), path.at(-1)];
    if (last === undefined) return 0;
    if (isSeq(parent)) return (parent.items[Number(last)] as Node | undefined)?.range?.[0];
    const pair = isMap(parent) ? parent.items.find((item) => keyText(item) === last) : undefined;
    return (pair?.key as Node | undefined)?.range?.[0];
  }

  private nodeAt(path: KeyPath): unknown {
    return path.reduce<unknown>(
      (node, part) => this.resolved(childNode(node, part)),
      this.resolved(this.document.contents),
    );
  }

  private resolved(node: unknown): unknown {
    return isAlias(node) ? node.resolve(this.document as Document<Node>) : node;
  }

  private readonly text = (scalar: string, path: KeyPath): string => {
    const { text, unset, broken } = fillVariables(scalar, this.env);
    for (const name of unset)
      this.fault(path, `the environment variable ${name} is not set: set it, or write the value here`);
    if (broken)
      this.fault(
        path,
        'expected the name of an environment variable in ${NAME} (for "${" itself write "$${")',
      );
    return text;
  };

  /** The word that was found instead of one of a few: never one that came from the environment. */
  private found(schema: TSchema, path: KeyPath, at: KeyPath): string {
    const [node, known] = [this.nodeAt([...path, ...at]), shapeAt(shapeOf(schema), at)?.enum];
    if (!known || !isScalar(node) || typeof node.value !== 'string' || hasVariable(node.value)) return '';
    const meant = didYouMean(node.value, known);
    return `, found ${node.value.slice(0, 40)}${meant === undefined ? '' : `: did you mean ${meant}?`}`;
  }

  /** The parser's own words, without what it quotes: that may be a secret. */
  private syntaxFault(offset: number, message: string): void {
    const { line, col } = this.lines.linePos(offset);
    const said = message.replace(/:?\s*["'`].*$/s, '');
    this.faults.set(`${line}:${col}`, {
      line,
      key: '',
      message: `column ${col}: expected valid YAML: ${said}`,
    });
  }
}

const childNode = (node: unknown, part: string | number): unknown => {
  if (isSeq(node)) return node.items[Number(part)];
  return isMap(node) ? node.items.find((item) => keyText(item) === part)?.value : undefined;
};
