import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Right } from '../../domain/role';
import { readForm, type FilesAllowed, type Form } from '../form';
import { refuseUnstorable } from '../json-parser';
import { demand, type Principal } from '../principal';
import { stringsOf } from './fields';
import { demandOwnForm, personOf } from './guard';

/** Files that one form of a page may bring along. */
export const mostFiles = 10;

const staffFiles: FilesAllowed = { most: mostFiles, bytes: Infinity };

/** A form of ours that was sent by somebody who may. */
export interface SentForm extends Form {
  readonly person: Principal;
}

/** Reads it; undefined after sending a stranger to the sign-in page. Throws 403 for a form of somebody else’s making. */
export const formOf = async (
  request: FastifyRequest,
  reply: FastifyReply,
  right: Right,
): Promise<SentForm | undefined> => {
  const person = await personOf(request, reply);
  if (!person) return undefined;
  const form = await readOwnForm(request);
  demand(person, right);
  return { ...form, person };
};

/** A form of ours, whoever sent it. Throws 403 for one of somebody else’s making. */
export const readOwnForm = async (
  request: FastifyRequest,
  allowed: FilesAllowed = staffFiles,
): Promise<Form> => {
  if (!request.isMultipart()) return { fields: ownFields(request), files: [] };
  const form = await readForm(request, allowed);
  checkFields(request, form.fields);
  return form;
};

/** The same of a form that brings no files along. */
export const ownFields = (request: FastifyRequest): Form['fields'] => {
  const fields = stringsOf(request.body);
  checkFields(request, fields);
  return fields;
};

const checkFields = (request: FastifyRequest, fields: Form['fields']): void => {
  refuseUnstorable(fields);
  demandOwnForm(request, fields);
};
