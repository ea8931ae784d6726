/** A row as TicketSQL sees it: the value of a field; undefined when there is no such field. */
export type FieldReader<Row> = (row: Row, field: string) => string | number | undefined;
export type Predicate<Row> = (row: Row) => boolean;

/** The complaint that Request Tracker answers with 400. */
export class BadQuery extends Error {}

const token = /\s*(?:([()])|('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")|(!=|>=|<=|=|>|<)|([\w.{}-]+))/y;

/** What of TicketSQL and TransactionSQL a synchronisation needs: conditions, AND, OR, parentheses. Throws BadQuery. */
export const parseQuery = <Row>(query: string, read: FieldReader<Row>): Predicate<Row> => {
  const parser = new Parser(tokensOf(query), read);
  const predicate = parser.either();
  if (!parser.atEnd) throw new BadQuery(`Incomplete query near '${query.slice(-40)}'`);
  return predicate;
};

interface Token {
  readonly text: string;
  readonly isString: boolean;
}

const tokensOf = (query: string): readonly Token[] => {
  const found: Token[] = [];
  const source = query.trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const [, paren, string, operator, word] = token.exec(source) ?? [];
    const text = paren ?? operator ?? word ?? string?.slice(1, -1).replace(/\\(.)/g, '$1');
    if (text === undefined) throw new BadQuery(`Wrong query, expecting a KEYWORD in '${query}'`);
    found.push({ text, isString: string !== undefined });
  }
  return found;
};

class Parser<Row> {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly read: FieldReader<Row>,
  ) {}

  get atEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  either(): Predicate<Row> {
    const parts = [this.both()];
    while (this.take('OR')) parts.push(this.both());
    return (row) => parts.some((part) => part(row));
  }

  private both(): Predicate<Row> {
    const parts = [this.one()];
    while (this.take('AND')) parts.push(this.one());
    return (row) => parts.every((part) => part(row));
  }

  private one(): Predicate<Row> {
    if (!this.take('(')) return this.condition();
    const inner = this.either();
    if (!this.take(')')) throw new BadQuery('Incomplete query, a parenthesis is not closed');
    return inner;
  }

  private condition(): Predicate<Row> {
    const [field, operator, value] = [this.next(), this.next(), this.next()];
    const holds = comparisons[operator];
    if (holds === undefined) throw new BadQuery(`Wrong query, expecting an OPERATOR near '${operator}'`);
    return (row) => {
      const present = this.read(row, field);
      if (present === undefined) throw new BadQuery(`Unknown field: ${field}`);
      return holds(present, value);
    };
  }

  private next(): string {
    const found = this.tokens[this.at++];
    if (found === undefined) throw new BadQuery('Incomplete query, last element is not close paren or value');
    return found.text;
  }

  private take(word: string): boolean {
    const found = this.tokens[this.at];
    if (found === undefined || found.isString || found.text.toUpperCase() !== word) return false;
    this.at++;
    return true;
  }
}

type Comparison = (present: string | number, wanted: string) => boolean;

const order = (present: string | number, wanted: string): number =>
  typeof present === 'number' ? present - Number(wanted) : compareTexts(present, wanted);

/** Equality forgets case, as on SQLite. */
const compareTexts = (a: string, b: string): number => {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
};

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': (present, wanted) => order(present, wanted) === 0,
  '!=': (present, wanted) => order(present, wanted) !== 0,
  '>': (present, wanted) => order(present, wanted) > 0,
  '<': (present, wanted) => order(present, wanted) < 0,
  '>=': (present, wanted) => order(present, wanted) >= 0,
  '<=': (present, wanted) => order(present, wanted) <= 0,
  LIKE: (present, wanted) => String(present).toLowerCase().includes(wanted.toLowerCase()),
};
