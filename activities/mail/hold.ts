import type { Route } from '../../domain/mail/route';
import { settleMail } from '../../store/mail/mails';
import { raiseProblem } from '../../store/problems';
import { keepPictures } from './keep-pictures';
import type { Taking } from './taking';
import { heldWords } from './words';

/** Kept apart until a person decides. A burst is one problem, however many mails it has. */
export const hold = async (
  { tx, row, sender, mailbox, parsed }: Taking,
  { because, claims }: Extract<Route, { to: 'held' }>,
): Promise<void> => {
  const words = heldWords(because, claims?.number, sender.address);
  await keepPictures(tx, row.id, parsed.files);
  await settleMail(tx, row.id, {
    state: 'held',
    because: words,
    ...(claims ? { ticketId: claims.id } : {}),
  });
  if (because === 'claim') return;
  await raiseProblem(tx, {
    system: 'mail',
    kind: because === 'burst' ? 'mail-burst' : 'mail-loop',
    value: sender.address,
    values: { sender: sender.address, mailbox: mailbox.address, said: words },
  });
};
