import { context, SpanKind, trace, type Context, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const tracer = trace.getTracer('sagadesk');

/** These are asked all the time, or for ever. */
const untraced = /^\/(health\/|metrics$|docs|api\/v1\/events$|live$)/;

/**
 * A span for each request, in which its handler runs. What the caller says of a trace of his own is not believed: he could
 * choose what is traced. Without `startTracing` it costs nothing.
 */
export const registerRequestSpans = (app: FastifyInstance): void => {
  const open = new WeakMap<FastifyRequest, { readonly span: Span; readonly inside: Context }>();
  app.addHook('onRequest', async (request) => {
    const { url } = request.routeOptions;
    if (url === undefined || untraced.test(url)) return;
    const span = tracer.startSpan(`${request.method} ${url}`, {
      root: true,
      kind: SpanKind.SERVER,
      attributes: { ...subjectOf(request), 'http.request.method': request.method, 'http.route': url },
    });
    open.set(request, { span, inside: trace.setSpan(context.active(), span) });
  });
  // The handler comes right after it: what comes before reads the body, and would lose the context on its way.
  app.addHook('preHandler', (request, _reply, done) => {
    const traced = open.get(request);
    if (traced) context.with(traced.inside, done);
    else done();
  });
  app.addHook('onResponse', async (request, reply) => {
    const traced = open.get(request);
    traced?.span.setAttribute('http.response.status_code', reply.statusCode);
    traced?.span.end();
  });
};

const subjectOf = ({ id, params }: FastifyRequest) => {
  const { number, system } = (params ?? {}) as { number?: string; system?: string };
  return {
    'sagadesk.request_id': id,
    ...(number === undefined ? {} : { 'sagadesk.ticket': number.slice(0, 30) }),
    ...(system === undefined ? {} : { 'sagadesk.system': system.slice(0, 100) }),
  };
};
