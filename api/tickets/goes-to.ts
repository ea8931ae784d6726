import type { ApiSystem, AppOptions } from '../options';

/** The systems that a ticket of this service would get a record in, the desk first. */
export const goesTo = ({ goesTo, systems }: AppOptions, service: string | null): readonly ApiSystem[] => {
  const names = goesTo?.(service);
  const meant = systems.filter(({ name, role }) => (names ? names.includes(name) : role === 'desk'));
  return [...meant].sort((a, b) => (a.role === b.role ? 0 : a.role === 'desk' ? -1 : 1));
};
