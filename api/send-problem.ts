import type { FastifyReply, FastifyRequest } from 'fastify';
import { documentOf, HttpProblem, problemType } from './problem';
import { problemOf } from './problem-of';

/** Answers an error as a problem document; what we did not foresee is logged. */
export const sendProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const problem = problemOf(error);
  if (problem.statusCode >= 500) request.log.error({ err: error }, 'request failed');
  return reply
    .code(problem.statusCode)
    .headers(problem.headers)
    .type(problemType)
    .send(JSON.stringify(documentOf(problem)));
};

export const sendNotFound = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  sendProblem(
    new HttpProblem(404, `There is no ${request.method} ${request.url.split('?')[0]} here.`),
    request,
    reply,
  );
