import type { PoolClient } from 'pg';
import { chooseCaller, learnNumber, refreshCandidates } from '../../store/calls/act-on-call';
import { callById } from '../../store/calls/call-view';
import { findCandidates } from '../../store/calls/find-candidates';
import { contactById, updateContact } from '../../store/contacts';
import { keepVersion } from '../../store/object-history';
import { contactJson } from '../rest/contacts';

/** "This number belongs to ...": he is the caller now, and is known by the number from now on. A hidden one teaches nothing. */
export const belongsTo = async (
  tx: PoolClient,
  callId: number,
  contactId: number,
  actor: string,
): Promise<void> => {
  const numbers = (await callById(tx, callId))?.numbers ?? [];
  if (numbers[0] !== undefined) await learn(tx, numbers[0], contactId, actor);
  await refreshCandidates(tx, callId, await findCandidates(tx, numbers));
  await chooseCaller(tx, callId, contactId);
};

const learn = async (tx: PoolClient, number: string, contactId: number, actor: string): Promise<void> => {
  if (!number.startsWith('+')) return learnNumber(tx, number, contactId);
  const { phones } = (await contactById(tx, contactId))!;
  if (phones.includes(number)) return;
  await updateContact(tx, contactId, { phones: [...phones, number] });
  const content = contactJson((await contactById(tx, contactId))!);
  await keepVersion(tx, 'contacts', contactId, { version: content.version, actor, content });
};
