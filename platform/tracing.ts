import {
  context,
  isSpanContextValid,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
} from '@opentelemetry/api';

export interface SpanOptions {
  readonly attributes?: Attributes;
  /** What it goes on from, as `currentTraceparent` gave it elsewhere; default: whatever is under way here. */
  readonly parent?: string | null | undefined;
  readonly kind?: 'internal' | 'client' | 'server';
}

const kinds = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT, server: SpanKind.SERVER };

/** Without `startTracing` every span is a no-op that costs next to nothing. */
const tracer = trace.getTracer('sagadesk');

/** Runs the work inside a span; an error marks it and goes on. Attributes never hold a text, a name or a secret. */
export const inSpan = <T>(
  name: string,
  { attributes = {}, parent, kind = 'internal' }: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> => {
  const from = parent ? propagation.extract(context.active(), { traceparent: parent }) : context.active();
  return tracer.startActiveSpan(name, { attributes, kind: kinds[kind] }, from, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
      throw error;
    } finally {
      span.end();
    }
  });
};

/** What is under way here, as text that may be kept and gone on from later; null when nothing is traced. */
export const currentTraceparent = (): string | null => {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? null;
};

/** For the log. */
export const currentTraceId = (): string | undefined => {
  const spanContext = trace.getSpanContext(context.active());
  return spanContext && isSpanContextValid(spanContext) ? spanContext.traceId : undefined;
};
