/** What stands in the address of the list. */
export interface PortalQuery {
  readonly q: string;
  readonly whose: 'mine' | 'organisation';
  /** Of the open ones, and of the finished ones. */
  readonly open: string;
  readonly done: string;
}

/** Whatever else stands there is left out. */
export const portalQuery = (given: unknown): PortalQuery => {
  const text = (name: string): string => {
    const value = (given as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'string' ? value.replaceAll('\0', '').slice(0, 500) : '';
  };
  const whose = text('whose') === 'organisation' ? 'organisation' : 'mine';
  return { q: text('q').trim(), whose, open: text('open'), done: text('done') };
};

/** The address of the list with this query. */
export const portalAddress = ({ whose, ...rest }: PortalQuery): string => {
  const said = { ...rest, whose: whose === 'mine' ? '' : whose };
  const parameters = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ''));
  return parameters.size > 0 ? `/portal?${parameters.toString()}` : '/portal';
};
