/** One row of a file of separated values, with the line on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows of RFC 4180, separated by comma, semicolon or tab (whichever the first line has most of); empty rows are left out. */
export const csvRows = (text: string): readonly CsvRow[] => {
  const body = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(body);
  const rows: CsvRow[] = [];
  let [cells, cell, quoted, line, began]: [string[], string, boolean, number, number] = [[], '', false, 1, 1];
  const endRow = () => {
    const row = [...cells, cell].map((one) => one.trim());
    if (row.some((one) => one !== '')) rows.push({ line: began, cells: row });
    [cells, cell] = [[], ''];
  };
  for (let i = 0; i < body.length; i++) {
    const char = body[i]!;
    if (char === '\n') line++;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (body[i + 1] === '"') cell += body[++i]!;
      else quoted = false;
    } else if (char === '"' && cell.trim() === '') [quoted, cell] = [true, ''];
    else if (char === separator) {
      cells.push(cell);
      cell = '';
    } else if (char === '\n') {
      endRow();
      began = line;
    } else if (char !== '\r') cell += char;
  }
  endRow();
  return rows;
};

const separatorOf = (text: string): string => {
  const first = text.slice(0, text.search(/\r?\n|$/)).replace(/"[^"]*"/g, '');
  const count = (separator: string) => first.split(separator).length;
  return [';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best), ',');
};
