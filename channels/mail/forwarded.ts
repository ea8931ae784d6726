import { isAddress, type Address } from '../../domain/mail/address';
import { forwardIntroduction } from './reply-rules';

const fromLine = /^[>*\s]{0,6}(?:From|От|От кого|Von|De):\s*\*?\s*(.{3,300})$/imu;

/** Who wrote the mail that is forwarded in this text; undefined: nobody is named, or nothing is forwarded. */
export const forwardedFrom = (subject: string, text: string): Address | undefined => {
  const head = text.slice(0, 20_000);
  if (!forwardIntroduction.test(head) && !/^\s*(?:fwd?|wg|пересл|fw)\s*:/iu.test(subject)) return undefined;
  const start = forwardIntroduction.exec(head)?.index ?? 0;
  const found = fromLine.exec(head.slice(start))?.[1];
  return found === undefined ? undefined : addressIn(found);
};

const addressIn = (text: string): Address | undefined => {
  const match = /^(.*?)[<[(]?(?:mailto:)?([^\s<>[\]()"]+@[^\s<>[\]()"]+?)[>\])]?\s*\*?$/iu.exec(text.trim());
  const address = match?.[2]?.toLowerCase() ?? '';
  if (!isAddress(address)) return undefined;
  return { name: (match?.[1] ?? '').replace(/["*]/g, '').trim(), address };
};
