import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'preact';
import type { Fault } from '../../domain/fault';
import { isPortal } from '../principal';
import type { HttpProblem } from '../problem';
import { problemOf } from '../problem-of';
import { FaultPage } from './components/fault-page';
import { fieldName } from './components/field-name';
import { render } from './components/page';
import { faultText } from './fault-text';
import { staleForm } from './guard';
import { sizeText } from '../../domain/size-text';
import { textsOf, type Texts } from './texts/index';
import { visitorOf, type Visitor } from './visitor';

/** Pages tell of people: no cache on the way keeps them. */
export const sendPage = (reply: FastifyReply, page: JSX.Element, status = 200): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(render(page));

/** A page on which people type: 422 when something that they typed is wrong. */
export const sendForm = (reply: FastifyReply, page: JSX.Element, faults: readonly Fault[]): FastifyReply =>
  sendPage(reply, page, faults.length > 0 ? 422 : 200);

/** An error as a page, in the visitor's language. */
export const sendFaultPage = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const problem = problemOf(error);
  if (problem.statusCode >= 500) request.log.error({ err: error }, 'page failed');
  const visitor = request.visitor ? visitorOf(request) : stranger;
  const message = messageOf(problem, visitor, request);
  const detail = message === visitor.texts.faults.title ? { detail: detailOf(problem, visitor.texts) } : {};
  return sendPage(
    reply.headers(problem.headers),
    FaultPage({ visitor, message, ...detail, portal: isOfPortal(request, visitor) }),
    problem.statusCode,
  );
};

/** What is at fault, in the reader's words where we have some; the field only where a person knows it by its name. */
const detailOf = ({ detail, errors }: HttpProblem, texts: Texts): string =>
  errors
    ?.map(({ field, message }) => {
      const name = fieldName(field, texts);
      return name === field ? faultText(message, texts) : `${name}: ${faultText(message, texts)}`;
    })
    .join('; ') ?? faultText(detail, texts);

const messageOf = (
  { statusCode, detail }: HttpProblem,
  { language, texts: { faults } }: Visitor,
  request: FastifyRequest,
): string => {
  if (detail === staleForm) return faults.stale;
  if (statusCode === 413) return faults.tooLarge(sizeText(mostOf(request), language));
  const known: Readonly<Record<number, string>> = {
    403: faults.forbidden,
    404: faults.notFound,
    503: faults.unavailable,
    500: faults.unforeseen,
  };
  return known[statusCode] ?? faults.title;
};

/** Bytes: of a form with files it is these that are too many. */
const mostOf = (request: FastifyRequest): number =>
  request.isMultipart() ? request.largestFile : request.routeOptions.bodyLimit;

const isOfPortal = ({ url }: FastifyRequest, { principal }: Visitor): boolean =>
  url.startsWith('/portal') || (principal !== null && isPortal(principal));

/** When the fault came before we knew who looks. */
const stranger: Visitor = { language: 'ru', texts: textsOf('ru'), principal: null, userId: null, csrf: '' };
