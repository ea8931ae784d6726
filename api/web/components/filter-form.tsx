import type { ComponentChildren } from 'preact';

interface Props {
  /** The list that is narrowed; by itself it shows everything. */
  readonly action: string;
  readonly submit: string;
  /** The words that lead back to everything, where there are any. */
  readonly reset?: string;
  readonly children: ComponentChildren;
}

/** Narrows a list: what is chosen becomes the list's address. */
export const FilterForm = ({ action, submit, reset, children }: Props) => (
  <form method="get" action={action} class="filter card" role="search">
    {children}
    <button class="primary">{submit}</button>
    {reset && <a href={action}>{reset}</a>}
  </form>
);
