import type { Visitor } from '../visitor';

/** The lists that agreements are made of. */
export const AgreementTabs = ({ visitor, now }: { visitor: Visitor; now: string }) => {
  const { agreements } = visitor.texts;
  const tabs = [
    ['/contracts', agreements.contracts],
    ['/calendars', agreements.calendars],
    ['/services', agreements.services],
    ['/organisations', agreements.organisations],
    ['/priorities', visitor.texts.questions.matrix],
    ['/answers', visitor.texts.canned.title],
  ] as const;
  return (
    <nav class="tabs">
      {tabs.map(([href, label]) => (
        <a href={href} {...(href === now && { 'aria-current': 'page' as const })}>
          {label}
        </a>
      ))}
    </nav>
  );
};
