import { priorities, type Priority } from '../ticket';

/** What an escalation level asks for. */
export type Action =
  /** `manager`, `assignee`, or an address. */
  | { readonly notify: string }
  /** One step up, or to this one. */
  | { readonly raisePriority: true | Priority }
  /** Login, name or address of a member of staff. */
  | { readonly assign: string }
  /** An internal remark on the ticket. */
  | { readonly comment: string }
  /** Called with the ticket's number, clock and level. */
  | { readonly webhook: string };

/** Reads an action as a contract has it; undefined when nothing of the kind is known. */
export const actionOf = (written: unknown): Action | undefined => {
  if (typeof written !== 'object' || written === null) return undefined;
  const [[name, value] = [], more] = Object.entries(written) as [string, unknown][];
  if (more !== undefined) return undefined;
  if (name === 'raisePriority')
    return value === true || isPriority(value) ? { raisePriority: value } : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  switch (name) {
    case 'notify':
      return { notify: value };
    case 'assign':
      return { assign: value };
    case 'comment':
      return { comment: value };
    case 'webhook':
      return { webhook: value };
    default:
      return undefined;
  }
};

const isPriority = (value: unknown): value is Priority => priorities.some((priority) => priority === value);

/** The priority that an action leads to; undefined where the ticket is there already or above. */
export const raised = (present: Priority, to: true | Priority): Priority | undefined => {
  const at = priorities.indexOf(present);
  const wanted = to === true ? at + 1 : priorities.indexOf(to);
  return wanted > at ? priorities[wanted] : undefined;
};
