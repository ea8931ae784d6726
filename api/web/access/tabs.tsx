import { may } from '../../../domain/role';
import type { Visitor } from '../visitor';

interface Props {
  readonly visitor: Visitor;
  readonly now: '/users' | '/audit' | '/personal-data';
}

/** What administrators, and managers, look after about people. */
export const AccessTabs = ({ visitor, now }: Props) => {
  const { access } = visitor.texts;
  const { role } = visitor.principal ?? { role: 'portal' };
  const tabs = [
    { path: '/users', title: access.users.title, right: 'keys' },
    { path: '/audit', title: access.audit.title, right: 'audit' },
    { path: '/personal-data', title: access.personal.title, right: 'personal' },
  ] as const;
  return (
    <nav class="tabs" aria-label={access.users.title}>
      {tabs
        .filter(({ right }) => may(role, right))
        .map(({ path, title }) => (
          <a href={path} {...(path === now ? { 'aria-current': 'page' } : {})}>
            {title}
          </a>
        ))}
    </nav>
  );
};
