interface Props {
  readonly words: { readonly newest: string; readonly older: string };
  /** Addresses of the list's first page, where it is another one, and of the next. */
  readonly first: string | null;
  readonly next: string | null;
}

/** The way through a list of which the newest come first. */
export const OlderPages = ({ words, first, next }: Props) => (
  <nav class="pages">
    {first && <a href={first}>{words.newest}</a>}
    {next && (
      <a href={next} rel="next">
        {words.older}
      </a>
    )}
  </nav>
);
