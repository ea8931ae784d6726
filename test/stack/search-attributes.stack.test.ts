import { connectTemporal } from '../../platform/temporal-client';
import { ensureSearchAttributes } from '../../workers/ensure-search-attributes';
import { searchAttributes } from '../../workers/search-attributes';
import { localTemporal } from '../temporal/environment';

jest.setTimeout(240_000);

it('adds the search attributes that a namespace of somebody else lacks, and says nothing when it has them', async () => {
  const environment = await localTemporal({ searchAttributes: { SagadeskSync: 'Keyword' } });
  const temporal = connectTemporal({ TEMPORAL_ADDRESS: environment.address });
  const log = { info: jest.fn(), warn: jest.fn() };
  try {
    await ensureSearchAttributes(temporal, log);
    const { operatorService } = temporal.connection;
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace: 'default' });
    expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(searchAttributes)));
    await ensureSearchAttributes(temporal, log);
    expect(log.info).toHaveBeenCalledTimes(1);
    expect(log.warn).not.toHaveBeenCalled();
  } finally {
    await temporal.close();
    await environment.teardown();
  }
});

it('lets the worker start, and says what to do, where it may not add them', async () => {
  const refused = {
    operatorService: { listSearchAttributes: () => Promise.reject(new Error('PERMISSION_DENIED')) },
  };
  const client = {
    options: { namespace: 'default' },
    withDeadline: (_: number, call: () => unknown) => call(),
  };
  const log = { info: jest.fn(), warn: jest.fn() };
  await ensureSearchAttributes({ client, connection: refused, close: jest.fn() } as never, log);
  expect(log.warn.mock.calls[0][1]).toContain('--name SagadeskSystems --type KeywordList');
});
