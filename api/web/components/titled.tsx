import type { ComponentChildren } from 'preact';

interface Props {
  readonly title: ComponentChildren;
  /** Whether the reader may do what the button leads to. */
  readonly may: boolean;
  readonly href: string;
  readonly label: string;
}

/** The name of a page, and the one thing to do there for whoever may. */
export const Titled = ({ title, may, href, label }: Props) => (
  <header class="titled">
    <h1>{title}</h1>
    {may && (
      <a class="button" href={href}>
        {label}
      </a>
    )}
  </header>
);
