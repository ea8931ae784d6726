import type { FastifyReply, FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import type { Right } from '../../domain/role';
import { demand, isPortal, type Principal } from '../principal';
import { forbidden } from '../problem';
import { csrfField } from './components/form-parts';
import { visitorOf } from './visitor';

/** The person who has signed in; undefined after sending whoever has not to the sign-in page. */
export const personOf = async (
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Principal | undefined> => {
  const { principal, lacks } = visitorOf(request);
  if (principal) return principal;
  const back = request.method === 'GET' ? request.url : '/tickets';
  await reply.redirect(`${wayIn(lacks?.what)}?back=${encodeURIComponent(back)}`, 303);
  return undefined;
};

/** The same of a page that asks for a right. Throws 403 for whoever lacks it. */
export const personWhoMay = async (
  request: FastifyRequest,
  reply: FastifyReply,
  right: Right,
): Promise<Principal | undefined> => {
  const person = await personOf(request, reply);
  if (person) demand(person, right);
  return person;
};

/** The same of the staff's pages: requesters have pages of their own. Throws 403. */
export const staffPersonOf = async (
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Principal | undefined> => {
  const person = await personOf(request, reply);
  if (person && isPortal(person)) throw forbidden('This page is for the staff; yours begin at /portal.');
  return person;
};

/** Where somebody goes on who is not in yet. */
export const wayIn = (lacks: 'code' | 'enrolment' | undefined): string =>
  lacks === 'code' ? '/sign-in/code' : lacks === 'enrolment' ? '/account/second-factor' : '/sign-in';

/** Throws 403 unless the form came from a page of ours that this visitor was given. */
export const demandOwnForm = (request: FastifyRequest, fields: Readonly<Record<string, unknown>>): void => {
  const site = request.headers['sec-fetch-site'];
  const token = fields[csrfField];
  const { csrf } = visitorOf(request);
  const fromUs = site === undefined || site === 'same-origin' || site === 'none';
  if (!fromUs || typeof token !== 'string' || !equal(token, csrf)) throw forbidden(staleForm);
};

export const staleForm = 'The form is too old, or came from another place.';

const equal = (a: string, b: string): boolean => {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return y.length > 0 && x.length === y.length && timingSafeEqual(x, y);
};

/** A place of ours to go back to; anything else is the list. */
export const localPath = (text: unknown): string => (isLocal(text) ? text : '/tickets');

/** `//elsewhere` and `/\elsewhere` are other hosts to a browser, whatever they look like. */
export const isLocal = (text: unknown): text is string =>
  typeof text === 'string' && text.length <= 2000 && /^\/(?![/\\])[^\s\\]*$/.test(text);
