import type { Priority } from '../ticket';
import { withoutTag } from './address';
import type { MailboxRules } from './mailbox';
import type { MailHead } from './parsed';

/** Which service and priority a mail is for, by the address that it was sent to and the mailbox that it came into. */
export const destinationOf = (
  head: Pick<MailHead, 'to' | 'cc' | 'deliveredTo'>,
  mailbox: MailboxRules,
): { readonly service?: string; readonly priority?: Priority } => {
  const addresses = [
    ...head.deliveredTo,
    ...head.to.map(({ address }) => address),
    ...head.cc.map(({ address }) => address),
  ];
  const rule = mailbox.addresses.find(({ to }) => addresses.some((address) => fits(to, address, mailbox)));
  const service = rule?.service ?? mailbox.service;
  const priority = rule?.priority ?? mailbox.priority;
  return { ...(service === undefined ? {} : { service }), ...(priority === undefined ? {} : { priority }) };
};

const fits = (to: string, address: string, { address: own, aliases }: MailboxRules): boolean => {
  if (!to.startsWith('+')) return to === address;
  const { base, tag } = withoutTag(address);
  return tag === to.slice(1).toLowerCase() && (base === own || aliases.includes(base));
};
