/** The sites of an organisation as a person writes them, one on a line: `name; address`. */
export const sitesText = (sites: readonly unknown[]): string => sites.map(lineOf).join('\n');

/** A program may have written anything: what has neither shape stands as it is. */
const lineOf = (site: unknown): string => {
  if (typeof site === 'string') return site;
  const { name, address } = (site ?? {}) as { name?: unknown; address?: unknown };
  if (typeof name !== 'string') return JSON.stringify(site);
  return typeof address === 'string' && address !== '' ? `${name}; ${address}` : name;
};

/** The sites that a text says. A line that was left alone keeps what else is known of that site. */
export const sitesOf = (text: string, before: readonly unknown[]): readonly unknown[] => {
  const known = new Map(before.map((site) => [lineOf(site), site]));
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => known.get(line) ?? siteOf(line));
};

const siteOf = (line: string): unknown => {
  const [name = '', ...address] = line.split(';').map((part) => part.trim());
  return address.length > 0 ? { name, address: address.join('; ') } : { name };
};
