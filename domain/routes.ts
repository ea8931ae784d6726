import type { SyncRules } from './rules';

/** The systems that a ticket of this service belongs into: every desk, and where the first matching route leads. */
export const systemsFor = (rules: SyncRules, service: string | null): readonly string[] => {
  const desks = rules.systems.filter((system) => system.role === 'desk').map((system) => system.name);
  const route = rules.routes.find(
    ({ service: wanted }) => wanted === '*' || wanted.toLowerCase() === service?.toLowerCase(),
  );
  return [...new Set([...desks, ...(route?.to ?? [])])];
};
