import type { PoolClient } from 'pg';
import type { Channel, Priority } from '../../domain/ticket';
import { withAnswers, type GivenAnswer } from '../../domain/question';
import { contactById } from '../../store/contacts';
import { keepAnswers } from '../../store/questions';
import type { AppOptions } from '../options';
import { isPortal, type Principal } from '../principal';
import { resolve } from '../reference';
import { readAnswers } from './answers';
import { contractOf } from './contract-of';
import { requesterId, type RequesterInput } from './requester';
import { line, name } from './words';

export interface RegistrationInput {
  readonly title: string;
  readonly description: string;
  readonly channel: Channel;
  readonly requester?: RequesterInput;
  readonly service?: string | number;
  readonly contract?: string | number;
  readonly priority?: Priority;
  readonly callId?: string;
  /** To the questions of the service, by their ids; absent: whoever registers was asked nothing (a mail, a program). */
  readonly answers?: Readonly<Record<string, string>>;
}

/** Registers a ticket as it was asked for; throws 422 with the field at fault. */
export const register = async (
  tx: PoolClient,
  { commands, country }: AppOptions,
  input: RegistrationInput,
  principal: Principal,
): Promise<{ readonly id: number; readonly number: string }> => {
  const title = line('title', input.title);
  const { service, contract, description, channel, callId, priority = 'normal' } = input;
  const serviceId: { serviceId?: number } =
    service === undefined ? {} : { serviceId: await resolve(tx, 'services', String(service)) };
  const contractId = contract === undefined ? {} : { contractId: await contractOf(tx, contract, principal) };
  const requester = await requesterId(tx, input.requester, principal, country);
  const answers = await answersOf(tx, input, serviceId.serviceId, requester);
  const made = await commands.register(
    tx,
    {
      title,
      description: withAnswers(description, answers),
      channel,
      priority,
      requesterId: requester,
      ...serviceId,
      ...contractId,
      // Calls are the staff's: a portal user's word would join his ticket to somebody else's call.
      ...(callId === undefined || isPortal(principal) ? {} : { callId: name('callId', callId) }),
    },
    principal,
  );
  await keepAnswers(tx, made.id, answers);
  return made;
};

/** In the requester's language: he reads the description. */
const answersOf = async (
  tx: PoolClient,
  { answers }: RegistrationInput,
  serviceId: number | undefined,
  requester: number,
): Promise<readonly GivenAnswer[]> =>
  answers === undefined
    ? []
    : readAnswers(tx, serviceId, answers, (await contactById(tx, requester))?.language ?? 'ru');
