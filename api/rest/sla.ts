import { Type } from '@fastify/type-provider-typebox';
import { instantFrom } from '../../domain/instant';
import { priorities } from '../../domain/ticket';
import { ledgerForRequester } from '../../domain/sla/for-requester';
import { notCoveredInWords } from '../../domain/sla/cover';
import { preview, type Preview } from '../../domain/sla/preview';
import { writtenLedger } from '../../store/sla/ledger';
import { standingOf } from '../../store/sla/standing';
import { contractFor } from '../../store/sla/terms';
import type { AppOptions } from '../options';
import { principalOf, scopeOf } from '../principal';
import { invalidField, notFound } from '../problem';
import { resolve, resolvePath } from '../reference';
import type { Api } from './api';
import { Reference, strict } from './schemas';
import { registerSetDue } from './set-due';
import { ledgerJson, slaJson } from './sla-json';
import { ticketOf } from './ticket-of';

const Asked = Type.Object(
  {
    priority: Type.Enum(priorities),
    service: Type.Optional(Reference),
    at: Type.String({ description: 'instant, ISO 8601' }),
  },
  strict,
);

/** How tickets stand with their contracts, and what a ticket would get. */
export const registerSla = (api: Api, options: AppOptions): void => {
  registerAccount(api, options);
  registerPreview(api, options);
  registerSetDue(api, options);
};

const registerAccount = (api: Api, { db }: AppOptions): void => {
  api.get(
    '/tickets/:number/sla',
    {
      schema: { tags: ['sla'], summary: 'The clocks of a ticket and the account of every turn' },
      config: { right: 'tickets.read' },
    },
    async (request) => {
      const { id, number } = await ticketOf(db, request);
      const scope = scopeOf(principalOf(request));
      const standing = (await standingOf(db, [id], Date.now(), scope)).get(id);
      if (!standing) throw notFound(`contract that covers ${number}`);
      const written = await writtenLedger(db, id);
      const ledger = scope.contactId === undefined ? written : ledgerForRequester(written);
      return { ...slaJson(standing), ledger: ledger.map(ledgerJson) };
    },
  );
};

const registerPreview = (api: Api, { db }: AppOptions): void => {
  api.post<{
    Params: { ref: string };
    Body: { priority: (typeof priorities)[number]; service?: string | number; at: string };
  }>(
    '/contracts/:ref/preview',
    {
      schema: { tags: ['contracts'], body: Asked, summary: 'What a ticket would get; writes nothing' },
      config: { right: 'agreements.read' },
    },
    async (request) => {
      const { priority, service, at } = request.body;
      const contract = await contractFor(db, await resolvePath(db, 'contracts', request.params.ref));
      if (!contract) throw notFound('calendar of this contract');
      const instant = instantOf(at);
      const question = {
        priority,
        at: instant,
        ...(service === undefined
          ? {}
          : { service: String(await resolve(db, 'services', String(service), 'service')) }),
      };
      return previewJson(preview(contract.contract, question));
    },
  );
};

const instantOf = (text: string): number => {
  const at = instantFrom(text);
  if (Number.isNaN(at))
    throw invalidField('at', `“${text.slice(0, 60)}” is not an instant; expected e.g. 2026-01-31T09:00:00Z`);
  return at;
};

/** A deadline beyond a hundred years is null. */
const previewJson = (answer: Preview) => {
  if (!answer.covered) return { covered: false, because: notCoveredInWords(answer.because) };
  const clock = ({ due, minutes }: { readonly due?: number; readonly minutes: number }) => ({
    due: due === undefined ? null : new Date(due).toISOString(),
    minutes,
  });
  return { covered: true, reaction: clock(answer.reaction), resolution: clock(answer.resolution) };
};
