import { auditActions } from '../../domain/audit';
import type { AuditFilter } from '../../store/audit/audit-list';

/** What somebody looks for, as it stands in an address; what cannot be read is left out. Days and times are UTC. */
export const auditFilter = (query: Readonly<Record<string, string>>): AuditFilter => {
  const { person = '', ticket = '', action = '', from = '', until = '' } = query;
  const known = auditActions.find((one) => one === action);
  const [since, before] = [momentOf(from), momentOf(until)];
  return {
    ...(storable(person) ? { person: person.trim() } : {}),
    ...(storable(ticket) ? { ticket: ticket.trim().toUpperCase() } : {}),
    ...(known ? { action: known } : {}),
    ...(since ? { from: since } : {}),
    ...(before ? { until: before } : {}),
  };
};

const storable = (text: string): boolean => text.trim() !== '' && !text.includes('\0') && text.length <= 200;

/** `2026-11-29T10:00`, as a form sends it, or any ISO 8601. */
const momentOf = (text: string): Date | undefined => {
  const at = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`);
  return text.trim() === '' || Number.isNaN(at.getTime()) ? undefined : at;
};
