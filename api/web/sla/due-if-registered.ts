import { toE164 } from '../../../domain/phone';
import { priorities } from '../../../domain/ticket';
import { grantOf, type Grant } from '../../../store/calls/caller';
import type { Database } from '../../../store/database';
import { contactByEmail, contactByPhone } from '../../../store/requester';

/** What the ticket of a form that is being filled in would get now; null while nobody we know is named. Writes nothing. */
export const dueIfRegistered = async (
  db: Database,
  fields: Readonly<Record<string, string>>,
  country: string,
  now: number,
): Promise<Grant | null> => {
  const requesterId =
    (await contactByEmail(db, fields.email?.trim() || undefined)) ??
    (await contactByPhone(db, toE164(fields.phone ?? '', country)));
  if (requesterId === undefined) return null;
  return grantOf(db, {
    requesterId,
    priority: priorities.find((one) => one === fields.priority) ?? 'normal',
    serviceId: /^\d{1,15}$/.test(fields.service ?? '') ? Number(fields.service) : null,
    at: now,
  });
};
