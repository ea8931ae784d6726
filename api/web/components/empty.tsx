import type { ComponentChildren } from 'preact';

interface Props {
  /** That there is nothing. */
  readonly words: string;
  /** Why that may be, or what to do next. */
  readonly hint: string;
  readonly children?: ComponentChildren;
}

/** A list without a line: says so, and where to go from there. */
export const Empty = ({ words, hint, children }: Props) => (
  <section class="card nothing">
    <p>{words}</p>
    <p class="hint">{hint}</p>
    {children}
  </section>
);
