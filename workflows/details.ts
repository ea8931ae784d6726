import type { Plan } from '../activities/activities';

/** What an engineer reads of a ticket in the Temporal UI. */
export const details = (number: string, plan: Plan): string => {
  const lines = [`**${number}** is \`${plan.status}\`, version ${plan.version}.`];
  if (plan.lanes.length > 0)
    lines.push(`Being brought up to date: ${names(plan.lanes.map((lane) => lane.system))}.`);
  if (plan.parked.length > 0)
    lines.push(
      `Waits for ${names(plan.parked)}, at its gate; it is woken when that has opened and its turn comes.`,
    );
  if (plan.sla?.at !== undefined)
    lines.push(`Its SLA clocks are looked at again at ${new Date(plan.sla.at).toISOString()}.`);
  if (plan.lanes.length === 0 && plan.parked.length === 0)
    lines.push(
      plan.endsAt === undefined
        ? 'Everything is the same everywhere; waits for news.'
        : 'Closed, and the same everywhere; waits some days for late news, then ends.',
    );
  return lines.join('\n\n');
};

const names = (systems: readonly string[]): string => [...new Set(systems)].join(', ');
