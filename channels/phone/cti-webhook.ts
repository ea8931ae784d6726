import { causes, type CallEvent, type CallOrigin } from '../../domain/call/event';
import { isHiddenNumber } from '../../domain/phone';
import type { Instant } from '../../domain/ticket';
import { fieldsOf, one, oneOf, PushFault, required, type Fields } from './push-fields';

const kinds = { newCall: 'ringing', answer: 'answered', hangup: 'ended' } as const;
const names = ['newCall', 'answer', 'hangup'] as const;
const directions = ['in', 'out'] as const;
/** Those that exchanges send; the rest are ours. */
const theirs = causes.filter((cause) => cause !== 'vanished' && cause !== 'limit');

/** What a generic CTI push (Zammad's) tells of a call. Throws PushFault. */
export const ctiEvent = (body: unknown, at: Instant): CallEvent => pushedEvent('cti', fieldsOf(body), at);

/** The same names and values are sipgate's. */
export const pushedEvent = (origin: CallOrigin, fields: Fields, at: Instant): CallEvent => {
  const name = oneOf(fields, 'event', names);
  const kind = kinds[name];
  const legId = required(fields, 'callId');
  const users = usersOf(fields, kind);
  return {
    origin,
    legId,
    kind,
    key: kind === 'ended' ? '' : users.join(',').slice(0, 200),
    at,
    direction: oneOf(fields, 'direction', directions),
    from: numberOf(fields, 'from'),
    to: numberOf(fields, 'to'),
    users,
    ...queueOf(fields),
    ...(kind === 'ended' && fields.cause ? { cause: oneOf(fields, 'cause', theirs) } : {}),
  };
};

/** Who answered is told by name, or by the number of his telephone; some senders say `caller`, as Zammad's own examples do. */
const usersOf = (fields: Fields, kind: CallEvent['kind']): readonly string[] => {
  const users = fields.user ?? fields.caller ?? [];
  const number = one(fields, 'answeringNumber');
  return kind === 'answered' && users.length === 0 && number !== undefined ? [number] : users.slice(0, 50);
};

const queueOf = (fields: Fields): { readonly queue?: string } => {
  const queue = one(fields, 'queue');
  return queue === undefined ? {} : { queue };
};

/** Digits with or without a plus, as people and SIP write them, or what stands for a hidden number. */
const numberOf = (fields: Fields, name: string): string => {
  const number = required(fields, name);
  const isNumber = /^(\+?\d[\d\s()./*#-]*|<?(sips?|tel):[^\s<>]+>?)$/i.test(number.trim());
  if (!isNumber && !isHiddenNumber(number)) throw new PushFault(name, 'expected a number, or anonymous');
  return number;
};
