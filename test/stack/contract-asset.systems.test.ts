import { eventually } from '../systems/eventually';
import { startRealWorld } from './real-world';
import { agree } from './scenarios/agreement';
import { setScene, type Scene } from './scenarios/scene';

jest.setTimeout(240_000);

interface Asset {
  readonly id: string;
  readonly Name: string;
  readonly Description: string;
  readonly Status: string;
}

describe('a contract as an asset of a real Request Tracker', () => {
  const scene = setScene(() =>
    startRealWorld({
      change: (config) =>
        config.type === 'request-tracker' ? { ...config, contractsCatalog: 'Contracts' } : config,
    }),
  );

  const number = `Д-${Date.now()}`;
  const assets = async ({ world }: Scene) => {
    const query = encodeURIComponent(`Catalog = 'Contracts' AND Name = '${number}'`);
    const { json } = await world.rt.asAgent('root')<{ items: Asset[] }>(
      'GET',
      `/assets?query=${query}&fields=Name,Description,Status`,
    );
    return json.items;
  };
  const untilAsset = (what: string, isSo: (asset: Asset) => boolean) =>
    eventually(what, async () => {
      const all = await assets(scene());
      expect(all.length).toBeLessThan(2);
      return all.find(isSo);
    });
  const change = async (body: object) => {
    const path = `/contracts/${encodeURIComponent(number)}`;
    expect((await scene().world.stack.api('PATCH', path, body)).status).toBe(200);
  };

  it('is made once, and the tickets of the contract refer to it', async () => {
    const { world, everywhere } = scene();
    await agree(scene(), number);
    const { Status, id } = await untilAsset('the asset is made', () => true);
    expect(Status).toBe('in-use');
    const { desk } = await everywhere('По договору', { contract: number, priority: 'high' });
    const { json } = await world.rt.asAgent('olga')<{
      _hyperlinks: { ref: string; type: string; id: string }[];
    }>('GET', `/ticket/${desk}`);
    expect(json._hyperlinks.filter(({ ref, type }) => ref === 'refers-to' && type === 'asset')).toMatchObject(
      [{ id: String(id) }],
    );
  });

  it('follows an edit, is set back where somebody wrote over it, and is closed when the contract has ended', async () => {
    const { world } = scene();
    await change({ endsOn: '2098-12-31' });
    const { id } = await untilAsset('the asset follows', ({ Description }) =>
      Description.includes('2098-12-31'),
    );
    await world.rt.asAgent('root')('PUT', `/asset/${id}`, { Description: 'чужое' });
    await world.stack.api('POST', '/sync/reconcile', { repair: true });
    await untilAsset('the asset is set back', ({ Description }) => Description.includes('2098-12-31'));
    await change({ endsOn: '2021-01-01' });
    await untilAsset('the asset is closed', ({ Status }) => Status === 'recycled');
    const { json } = await world.stack.api<{ items: { what: string }[] }>(
      'GET',
      `/contracts/${encodeURIComponent(number)}/events`,
    );
    expect(json.items.map(({ what }) => what)).toEqual(['ended', 'active']);
  });
});
