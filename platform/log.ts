import { createRequire } from 'node:module';
import { pino, stdSerializers } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { redacted, withoutSecrets } from './secrets';
import type { LogLevel } from './settings';
import { currentTraceId } from './tracing';

export type { Logger };

interface LogOptions {
  readonly level: LogLevel;
  /** Values that must not stand in any line, wherever they come from (shorter than 6 characters: not looked for). */
  readonly secrets?: readonly string[];
  /** Default: the standard output. */
  readonly destination?: DestinationStream;
  /** Lines for people instead of JSON. Default: on a terminal, where pino-pretty is installed. */
  readonly pretty?: boolean;
}

/** What a line is about; the names are the same in every line. */
export interface Subject {
  readonly ticket?: string;
  readonly system?: string;
  readonly change?: number | string;
  readonly workflowId?: string;
  readonly requestId?: string;
}

/** One per process. Secrets are taken out by their names and, where they are known, by their values. */
export const createLogger = ({ level, secrets = [], destination, pretty }: LogOptions): Logger =>
  pino(
    {
      level,
      base: null,
      mixin: traced,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (object) => withoutSecrets(object) as Record<string, unknown>,
      },
      serializers: { err: errorWithoutSecrets, error: errorWithoutSecrets },
    },
    scrubbed(destination ?? outputOf(pretty ?? process.stdout.isTTY), secrets),
  );

/** While something is traced its lines say so. */
const traced = (): object => {
  const traceId = currentTraceId();
  return traceId === undefined ? {} : { traceId };
};

/** A logger whose every line says what it is about. */
export const logAbout = (log: Logger, subject: Subject): Logger => log.child(subject);

const errorWithoutSecrets = (error: Error): unknown => withoutSecrets({ ...stdSerializers.err(error) });

const outputOf = (pretty: boolean): DestinationStream =>
  (pretty ? prettyOutput() : undefined) ?? process.stdout;

/** pino-pretty is a tool of developers: absent in production. */
const prettyOutput = (): DestinationStream | undefined => {
  const name = 'pino-pretty';
  try {
    const make = createRequire(__filename)(name) as (options: object) => DestinationStream;
    return make({ sync: true, translateTime: 'HH:MM:ss.l', ignore: 'pid,hostname' });
  } catch {
    return undefined;
  }
};

const scrubbed = (destination: DestinationStream, secrets: readonly string[]): DestinationStream => {
  const needles = [...new Set(secrets)].filter((secret) => secret.length >= 6).map(inJson);
  if (needles.length === 0) return destination;
  const scrub = (line: string) => needles.reduce((text, needle) => text.replaceAll(needle, redacted), line);
  return { write: (line) => destination.write(scrub(line)) };
};

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
