import { readFileSync } from 'node:fs';
import type { TemporalPlace } from './servers';

/** What any process of ours may need of the machine: paths, language, zone, certificates, proxies, its memory limit. */
const ofTheMachine =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|TEMP|TMP|XDG_\w+|NODE_(ENV|OPTIONS|EXTRA_CA_CERTS)|SSL_CERT_\w+|(HTTPS?|NO|ALL)_PROXY|OTEL_\w+|WORKER_(PORT|BUILD)|TRUST_PROXY|LOG_LEVEL|SAGADESK_CACHE|SYSTEMROOT)$/i;

/** What our processes are told; nothing else of our own environment reaches them. */
export interface Told {
  readonly databaseUrl: string;
  /** Our own server; undefined: the one that TEMPORAL_* names. */
  readonly temporal: TemporalPlace | undefined;
  readonly configFile: string | undefined;
  readonly host: string;
  readonly port: number;
}

/** The machine's part of an environment. */
export const machineEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  only(env, (name) => ofTheMachine.test(name));

/** The environment of the API and of the worker. */
export const processEnvironment = (env: NodeJS.ProcessEnv, told: Told): NodeJS.ProcessEnv => ({
  ...machineEnvironment(env),
  ...configured(env, told.configFile),
  ...temporalEnvironment(env, told.temporal),
  DATABASE_URL: told.databaseUrl,
  HOST: told.host,
  PORT: String(told.port),
});

/** The configuration file, and the variables that it takes its values from. */
const configured = (env: NodeJS.ProcessEnv, file: string | undefined): NodeJS.ProcessEnv => {
  if (file === undefined) return {};
  const named = new Set(
    [...readFileSync(file, 'utf8').matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g)].map(([, name]) => name),
  );
  return { ...only(env, (name) => named.has(name)), SAGADESK_CONFIG: file };
};

const temporalEnvironment = (env: NodeJS.ProcessEnv, own: TemporalPlace | undefined): NodeJS.ProcessEnv => {
  if (own === undefined) return only(env, (name) => name.startsWith('TEMPORAL_'));
  const { address, namespace, uiUrl } = own;
  return {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    ...(uiUrl === undefined ? {} : { TEMPORAL_UI_URL: `${uiUrl}/namespaces/${namespace}/workflows` }),
  };
};

const only = (env: NodeJS.ProcessEnv, wanted: (name: string) => boolean): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => wanted(name)));
