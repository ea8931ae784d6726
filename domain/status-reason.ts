import type { Status } from './ticket';

/** Why a status is set matters to whoever reads the ticket next: what is waited for, why it is off, why it comes back. */
const explained: readonly Status[] = ['waiting_customer', 'waiting_supplier', 'cancelled'];
const over: readonly Status[] = ['resolved', 'closed', 'cancelled'];

/** Whether a person who sets this status has to say why. */
export const asksReason = (from: Status, to: Status): boolean =>
  from !== to && (explained.includes(to) || (over.includes(from) && !over.includes(to)));
