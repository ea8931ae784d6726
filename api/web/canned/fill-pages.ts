import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppOptions } from '../../options';
import { besideOf, pageCall } from '../call-pages';
import { stringsOf } from '../fields';
import { personWhoMay } from '../guard';
import { pageTicket } from '../ticket-pages';
import { visitorOf } from '../visitor';
import { fillFor, valuesOfGrant, valuesOfTicket } from './fill-for';

type Fields = Readonly<Record<string, string>>;

/** A canned answer as plain text, filled in for a ticket, or for a call that has none yet. */
export const registerCannedFilling = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/tickets/:number/answers/:id', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'tickets.work');
    if (!person) return reply;
    const ticket = await pageTicket(request, options, person);
    const { id } = request.params as { id: string };
    const asked = {
      requesterId: ticket.requester.id,
      operator: person.name,
      values: valuesOfTicket(ticket),
    };
    return sendText(reply, await fillFor(options.db, id, asked));
  });
  app.get('/phone/calls/:id/answers/:answer', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'calls');
    if (!person) return reply;
    const call = await pageCall(request, options);
    const { answer } = request.params as { answer: string };
    const fields = stringsOf(request.query);
    return sendText(
      reply,
      await filledForCall(options, call, fields, answer, visitorOf(request).userId, person.name),
    );
  });
};

/** The text for the form of a call as it stands. */
export const filledForCall = async (
  options: AppOptions,
  call: Awaited<ReturnType<typeof pageCall>>,
  fields: Fields,
  answer: string,
  userId: number | null,
  operator: string,
): Promise<string> => {
  const { grant } = await besideOf(options, fields, call, userId);
  const chosen = /^\d{1,15}$/.test(fields.contact ?? '') ? Number(fields.contact) : null;
  const requesterId = fields.contact === undefined ? call.contact : chosen;
  const named = fields.name?.trim() ? { 'requester.name': fields.name.trim() } : {};
  return fillFor(options.db, answer, {
    requesterId,
    operator,
    values: valuesOfGrant(grant, requesterId === null ? named : {}),
  });
};

const sendText = (reply: FastifyReply, text: string): FastifyReply =>
  reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(text);
