import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from './problem';
import { sendNotFound } from './send-problem';
import { sendFaultPage } from './web/send-page';

/** A browser gets a page, a program a problem document. */
export const answerNotFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  request.headers.accept?.includes('text/html') && !request.url.startsWith('/api/')
    ? sendFaultPage(notFound('such page'), request, reply)
    : sendNotFound(request, reply);
