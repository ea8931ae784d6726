import { Type } from '@fastify/type-provider-typebox';
import { contractIds } from '../../store/contracts';
import type { Compliance } from '../../store/reports/compliance';
import { once, sendAnswer } from '../once';
import type { AppOptions } from '../options';
import { principalOf } from '../principal';
import { notFound } from '../problem';
import { resolve } from '../reference';
import { closeReport, explainBreach, periodOf, reportFor } from '../reporting';
import { line } from '../tickets/words';
import type { Api } from './api';
import { complianceCsv } from './compliance-csv';
import { Reference, strict } from './schemas';
import { ticketOf } from './ticket-of';

const Asked = Type.Object({
  contract: Type.Optional(Type.String({ description: 'all contracts when absent' })),
  from: Type.String({ description: 'day, in the zone of the contract’s calendar' }),
  to: Type.String({ description: 'day, included' }),
});
const Closing = Type.Object({ contract: Reference, from: Type.String(), to: Type.String() }, strict);
const Reason = Type.Object(
  { clock: Type.String({ maxLength: 100 }), reason: Type.String({ maxLength: 2000 }) },
  strict,
);

/** How contracts were kept. */
export const registerReports = (api: Api, options: AppOptions): void => {
  registerCompliance(api, options);
  registerClosing(api, options);
  registerReason(api, options);
};

const registerCompliance = (api: Api, { db }: AppOptions): void => {
  api.get(
    '/reports/compliance',
    {
      schema: { tags: ['reports'], querystring: Asked, summary: 'JSON, or CSV for Accept: text/csv' },
      config: { right: 'agreements.read' },
    },
    async (request, reply) => {
      const { contract, ...days } = request.query;
      const period = periodOf(days);
      const ids = contract === undefined ? await contractIds(db) : [await resolve(db, 'contracts', contract)];
      const reports: Compliance[] = [];
      for (const id of ids) reports.push(...(await reportFor(db, id, period)).map(({ report }) => report));
      if (wantsCsv(request.headers.accept))
        return reply.type('text/csv; charset=utf-8').send(complianceCsv(reports));
      if (contract === undefined) return { period, contracts: reports };
      return reports[0] ?? Promise.reject(notFound('calendar of this contract'));
    },
  );
};

const wantsCsv = (accept: string | undefined): boolean => accept?.includes('text/csv') ?? false;

const registerClosing = (api: Api, options: AppOptions): void => {
  api.post(
    '/reports/periods',
    {
      schema: {
        tags: ['reports'],
        body: Closing,
        summary: 'Closes a period: from now on it is reported as it is now',
      },
      config: { right: 'agreements.write' },
    },
    async (request, reply) => {
      const { contract, ...days } = request.body;
      const period = periodOf(days);
      const actor = principalOf(request).name;
      const answer = await once(options, request, async (tx) => {
        const id = await resolve(tx, 'contracts', String(contract));
        return { body: { ...(await closeReport(tx, id, period, actor)) } };
      });
      return sendAnswer(reply, answer);
    },
  );
};

const registerReason = (api: Api, options: AppOptions): void => {
  api.post<{ Params: { number: string }; Body: { clock: string; reason: string } }>(
    '/tickets/:number/breach-reason',
    {
      schema: { tags: ['reports'], body: Reason, summary: 'Why a target of this ticket was missed' },
      config: { right: 'tickets.work' },
    },
    async (request, reply) => {
      const { clock } = request.body;
      const reason = line('reason', request.body.reason);
      const answer = await once(options, request, async (tx) => {
        const ticket = await ticketOf(tx, request);
        await explainBreach(tx, ticket, { clock, reason, actor: principalOf(request).name });
        return { body: { clock, reason } };
      });
      return sendAnswer(reply, answer);
    },
  );
};
