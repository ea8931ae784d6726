import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listContracts } from '../../../store/contracts';
import { versionsOf } from '../../../store/object-history';
import { listOrganisations } from '../../../store/organisations';
import { contractFor } from '../../../store/sla/terms';
import { pageJson, pageRequest } from '../../cursor';
import type { AppOptions } from '../../options';
import { personWhoMay } from '../guard';
import { sendPage } from '../send-page';
import { visitorOf } from '../visitor';
import { registerContractForms } from './contract-forms';
import { contractOfAddress } from './contract-of-address';
import { ContractListPage } from './contract-list-page';
import { ContractPage } from './contract-page';
import { addressOf, contractFilter, contractQuery } from './contract-query';
import { meaningOf } from './meaning';

/** The service manager’s contracts: list, page, form. */
export const registerContractPages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/contracts', (request, reply) => showList(request, reply, options));
  app.get('/contracts/:id', (request, reply) => showContract(request, reply, options));
  registerContractForms(app, options);
};

const showList = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
): Promise<unknown> => {
  const person = await personWhoMay(request, reply, 'agreements.read');
  if (!person) return reply;
  const query = contractQuery(request.query as Record<string, unknown>);
  const page = await listContracts(
    db,
    pageRequest({ limit: 25, cursor: query.cursor }),
    contractFilter(query),
  );
  const { next } = pageJson(page, () => null);
  return sendPage(
    reply,
    ContractListPage({
      visitor: visitorOf(request),
      query,
      page,
      organisations: (await listOrganisations(db, { limit: 1000 })).items,
      here: addressOf('/contracts', query),
      next: next === null ? null : addressOf('/contracts', { ...query, cursor: next }),
    }),
  );
};

const showContract = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const person = await personWhoMay(request, reply, 'agreements.read');
  if (!person) return reply;
  const contract = await contractOfAddress(request, options);
  const stored = await contractFor(options.db, contract.id);
  return sendPage(
    reply,
    ContractPage({
      visitor: visitorOf(request),
      contract,
      meaning: stored && meaningOf(stored.contract, Date.now()),
      versions: await versionsOf(options.db, 'contracts', contract.id),
    }),
  );
};
