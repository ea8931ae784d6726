import { reason } from '../../domain/reason';
import type { ContractRecord } from '../../domain/contract-record';
import { ConnectorFailure } from '../failure';
import type { ContractRecords } from '../port';
import type { Client } from './client';
import { linksOf } from './fields';
import { id, items, record, text } from './json';
import type { Json } from './json';
import { sameName } from './queue';
import { quoted } from './search';

/** What stands for our states in RT's own lifecycle `assets`. */
const statuses: { readonly [state in ContractRecord['state']]: string } = {
  upcoming: 'new',
  active: 'in-use',
  ended: 'recycled',
  withdrawn: 'deleted',
};

/** Contracts as assets of one catalog. */
export const contractsIn = (client: Client, catalog: string): ContractRecords => ({
  find: (number, linkBack) => findAsset(client, catalog, number, linkBack),
  create: (contract, linkBack) => createAsset(client, catalog, contract, linkBack),
  async read(recordId) {
    const answer = await client.send({ method: 'GET', path: assetPath(recordId), allow: [403, 404] });
    if (answer.status !== 200) return 'gone';
    const asset = record(answer.json());
    return { number: text(asset.Name), text: text(asset.Description), ...stateOf(asset) };
  },
  async write(recordId, contract) {
    await client.send({ method: 'PUT', path: assetPath(recordId), body: { json: assetOf(contract) } });
  },
});

const stateOf = ({ Status }: Json): { readonly state?: ContractRecord['state'] } => {
  const states = Object.keys(statuses) as ContractRecord['state'][];
  const state = states.find((each) => sameName(statuses[each], text(Status)));
  return state ? { state } : {};
};

const assetOf = (contract: ContractRecord): Json => ({
  Name: contract.number,
  Description: contract.text,
  Status: statuses[contract.state],
});

/** Names are not unique: ours is the one that leads back to us. */
const findAsset = async (
  client: Client,
  catalog: string,
  number: string,
  linkBack: string,
): Promise<string | undefined> => {
  const query = `Catalog = ${quoted(catalog)} AND Name = ${quoted(number)}`;
  for (const asset of items(await client.page('/assets', query, 'Name'))) {
    const assetId = id(asset.id);
    const whole = record(await client.get(assetPath(assetId)));
    if (linksOf(whole).includes(linkBack)) return assetId;
  }
  return undefined;
};

const createAsset = async (
  client: Client,
  catalog: string,
  contract: ContractRecord,
  linkBack: string,
): Promise<string> => {
  const json = { ...assetOf(contract), Catalog: catalog, RefersTo: [linkBack] };
  return id(record((await client.send({ method: 'POST', path: '/asset', body: { json } })).json()).id);
};

const assetPath = (recordId: string): string => {
  if (/^[1-9]\d{0,18}$/.test(recordId)) return `/asset/${recordId}`;
  throw new ConnectorFailure('refused', 'answered', reason('notAsset', { id: recordId.slice(0, 50) }));
};
