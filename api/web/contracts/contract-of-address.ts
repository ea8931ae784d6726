import type { FastifyRequest } from 'fastify';
import { contractById, type ContractView } from '../../../store/contracts';
import type { AppOptions } from '../../options';
import { notFound } from '../../problem';
import { idInPath } from '../../reference';

/** The contract that the address names; throws 404. */
export const contractOfAddress = async (
  request: FastifyRequest,
  { db }: AppOptions,
): Promise<ContractView> => {
  const contract = await contractById(db, idInPath(request, 'contract'));
  if (!contract) throw notFound('such contract');
  return contract;
};
