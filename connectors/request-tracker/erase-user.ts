import type { Erasure, RemoteUser } from '../port';
import type { RequestTrackerConfig } from '../system-config';
import { anonymousAddress } from './anonymous-address';
import type { Client } from './client';
import { id, list, record, text } from './json';
import type { Json } from './json';
import { sameName } from './queue';

/**
 * Looks whether this user of RT's is the person; if so, makes an anonymous one of him where our account may. `stays`: it may not,
 * or he is one of the desk's own staff, whom we do not touch (docs/adr/0011); he has been told of.
 */
export const eraseUser = async (
  client: Client,
  name: string,
  erasure: Erasure,
): Promise<'somebody-else' | 'anonymous' | 'stays'> => {
  const path = `/user/${encodeURIComponent(name)}`;
  const answer = await client.send({ method: 'GET', path, allow: [403, 404] });
  const user = answer.status === 200 ? record(answer.json()) : { Name: name };
  if (!isHim(user, erasure)) return 'somebody-else';
  const number = numberOf(user);
  if (number !== '' && text(user.Privileged) === '0' && (await madeAnonymous(client, number, erasure)))
    return 'anonymous';
  await erasure.stays(userOf(client.config, number));
  return 'stays';
};

/** By his address, which RT also takes for the name of a user that it made itself; without an address by his whole name. */
const isHim = (user: Json, { person: { email }, mask }: Erasure): boolean => {
  const [address, name, realName] = [text(user.EmailAddress), text(user.Name), text(user.RealName)];
  if (email !== null && [address, name].some((one) => sameName(one, email))) return true;
  return address === '' && mask(realName) !== realName;
};

/** Without the right to see more of a user, RT tells his number in a link only. */
const numberOf = (user: Json): string =>
  id(user.id) ||
  list(user._hyperlinks)
    .map(record)
    .filter(({ ref }) => ref === 'self')
    .map((link) => id(link.id))
    .join('');

/** What of a user may tell who he is; RT keeps what it was in the user's own history. */
const told = ['NickName', 'Organization', 'Address1', 'Address2', 'City', 'State', 'Zip', 'Country'];
const numbers = ['HomePhone', 'WorkPhone', 'MobilePhone', 'PagerPhone'];

/** RT answers 200 also to whoever has no AdminUsers: only reading back tells. */
const madeAnonymous = async (
  client: Client,
  number: string,
  { contact, name }: Erasure,
): Promise<boolean> => {
  const address = anonymousAddress(client.config, `${contact}-${number}`);
  const empty = Object.fromEntries([...told, ...numbers, 'Comments', 'Signature'].map((key) => [key, '']));
  const json = { ...empty, RealName: name, EmailAddress: address, Name: `anonymised-${contact}-${number}` };
  await client.send({ method: 'PUT', path: `/user/${number}`, body: { json }, allow: [403] });
  const now = record(await client.get(`/user/${number}`));
  return sameName(text(now.EmailAddress), address);
};

const userOf = ({ url }: RequestTrackerConfig, number: string): RemoteUser => ({
  id: number,
  page: `${url.replace(/\/+$/, '')}/Admin/Users/Modify.html?id=${number}`,
});
