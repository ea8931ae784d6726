/** What somebody is here for: staff of several kinds, or a requester in the portal. */
export const roles = ['administrator', 'engineer', 'manager', 'operator', 'support', 'portal'] as const;
export type Role = (typeof roles)[number];

/** One thing that a role may do. */
export type Right =
  | 'tickets.read'
  | 'tickets.register'
  | 'tickets.comment'
  | 'tickets.judge'
  | 'tickets.work'
  | 'services.read'
  | 'people'
  | 'mail'
  | 'calls'
  | 'agreements.read'
  | 'agreements.write'
  | 'sync'
  | 'keys'
  | 'audit'
  | 'personal';

const everybody: readonly Right[] = ['tickets.read', 'tickets.register', 'tickets.comment', 'services.read'];
/** Only who asked for something judges what came of it. */
const portal: readonly Right[] = [...everybody, 'tickets.judge'];
const operator: readonly Right[] = [
  ...everybody,
  'tickets.work',
  'people',
  'mail',
  'calls',
  'agreements.read',
];
const manager: readonly Right[] = [...operator, 'agreements.write'];
const engineer: readonly Right[] = [...manager, 'sync'];

const rights: { readonly [role in Role]: readonly Right[] } = {
  portal,
  operator,
  support: operator,
  manager: [...manager, 'personal'],
  engineer,
  administrator: [...engineer, 'keys', 'audit', 'personal'],
};

/** Everything that a role may do, in the order in which rights are named. */
export const rightsOf = (role: Role): readonly Right[] => rights[role];

export const may = (role: Role, right: Right): boolean => rights[role].includes(right);
