import { impacts, priorityFrom, urgencies, type PriorityMatrix } from '../../domain/priority';
import { priorities, type Priority } from '../../domain/ticket';
import { invalidField } from '../problem';

/** The priority that a form chose, or that follows from impact and urgency; `normal` where it says neither. Throws 422. */
export const priorityOf = (fields: Readonly<Record<string, string>>, matrix?: PriorityMatrix): Priority => {
  const chosen = oneOf('priority', fields, priorities);
  const [impact, urgency] = [oneOf('impact', fields, impacts), oneOf('urgency', fields, urgencies)];
  if (chosen !== undefined) return chosen;
  return impact === undefined && urgency === undefined
    ? 'normal'
    : priorityFrom(impact ?? 'person', urgency ?? 'hinders', matrix);
};

const oneOf = <T extends string>(
  field: string,
  fields: Readonly<Record<string, string>>,
  among: readonly T[],
): T | undefined => {
  const given = fields[field];
  if (given === undefined || given === '') return undefined;
  const found = among.find((one) => one === given);
  if (found === undefined) throw invalidField(field, `must be one of ${among.join(', ')}`);
  return found;
};
