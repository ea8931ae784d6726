export interface Tracing {
  /** Sends what was not sent yet, 3 s at most. */
  stop(): Promise<void>;
}

const off: Tracing = { stop: async () => undefined };

/**
 * Sends spans to the collector that OTEL_EXPORTER_OTLP_ENDPOINT, or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, names (OTLP over HTTP);
 * without either nothing is loaded. The SDK reads the other OTEL_* variables itself.
 */
export const startTracing = async (service: string, env: NodeJS.ProcessEnv): Promise<Tracing> => {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT && !env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) return off;
  const { BatchSpanProcessor, NodeTracerProvider } = await import('@opentelemetry/sdk-trace-node');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': env.OTEL_SERVICE_NAME || service }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return { stop: () => within(3_000, provider.shutdown()) };
};

/** A collector that is away must not keep us from ending. */
const within = async (ms: number, work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
};
