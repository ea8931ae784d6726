import type { FastifyRequest } from 'fastify';
import type { Queryable } from '../store/database';
import { find, type Referable } from '../store/references';
import { invalidField, notFound } from './problem';

const called: { readonly [table in Referable]: string } = {
  contacts: 'contact',
  organisations: 'organisation',
  services: 'service',
  calendars: 'calendar',
  contracts: 'contract',
  users: 'person',
};

/** The id of what a field refers to by id, number or unique name; throws 422 that names the field. */
export const resolve = async (
  db: Queryable,
  table: Referable,
  reference: string,
  field: string = called[table],
): Promise<number> => {
  const found = await find(db, table, reference);
  if (found === 'unknown') throw invalidField(field, `there is no ${called[table]} “${short(reference)}”`);
  if (found === 'ambiguous')
    throw invalidField(field, `several are called “${short(reference)}”; name one by its id`);
  return found.id;
};

/** The same for a part of the address: throws 404. */
export const resolvePath = async (db: Queryable, table: Referable, reference: string): Promise<number> => {
  const found = await find(db, table, reference);
  if (typeof found === 'string') throw notFound(`${called[table]} “${short(reference)}”`);
  return found.id;
};

/** An id in an address; throws 404 for what is none. */
export const idOf = (text: string, what: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw notFound(`${what} “${short(text)}”`);
  return Number(text);
};

/** The same of a route whose address has it as `:id`. */
export const idInPath = ({ params }: FastifyRequest, what: string): number =>
  idOf((params as { id: string }).id, what);

/** As much of what somebody typed as is said back to him. */
export const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
