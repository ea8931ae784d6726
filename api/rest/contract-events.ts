import { contractEvents, type ContractEvent } from '../../store/contract-events';
import type { AppOptions } from '../options';
import { resolvePath } from '../reference';
import type { Api } from './api';

/** What a contract came to by itself. */
export const registerContractEvents = (api: Api, { db }: AppOptions): void => {
  api.get<{ Params: { ref: string } }>(
    '/contracts/:ref/events',
    {
      schema: {
        tags: ['contracts'],
        summary:
          'What it came to, newest first: active, ending (so many days before its end), ended, renewed',
      },
      config: { right: 'agreements.read' },
    },
    async ({ params }) => ({
      items: (await contractEvents(db, await resolvePath(db, 'contracts', params.ref))).map(eventJson),
      next: null,
    }),
  );
};

const eventJson = ({ id, what, term, days, due, at, late }: ContractEvent) => ({
  id: String(id),
  what,
  ...(what === 'active' ? { startsOn: term } : { endsOn: term }),
  ...(what === 'ending' ? { days } : {}),
  due: due.toISOString(),
  at: at.toISOString(),
  late,
});
