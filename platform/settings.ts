import { ConfigFaults } from './config/faults';
import type { Fault } from './config/faults';
import { didYouMean } from './config/did-you-mean';
import { proxiesExpected, trustedProxies } from './trusted-proxies';

/** Everything that one process is told by its environment. */
export interface ProcessSettings {
  /** Path of the YAML file; undefined: the demo company. */
  readonly configFile?: string;
  /** Postgres; undefined: an embedded server. */
  readonly databaseUrl?: string;
  /** Data of the embedded servers; undefined: `.data` in the project. */
  readonly dataDirectory?: string;
  readonly host: string;
  readonly port: number;
  /** Reverse proxies whose X-Forwarded-For is believed; undefined: nobody's is. */
  readonly trustedProxies?: readonly string[];
  /** Bootstrap administrator key; undefined: made at the first start. */
  readonly apiKey?: string;
  /** The installation's secret, for what is sealed in the database; undefined: no second factor can be had. */
  readonly secret?: string;
  readonly logLevel: LogLevel;
  /** Port on which a worker serves /metrics and /health; undefined: it serves nothing. */
  readonly workerPort?: number;
  /** Build id of this release, or `auto`; undefined: workers are not versioned. */
  readonly workerBuild?: string;
  /** Temporal's list of workflows, for links; undefined: no links. */
  readonly temporalUiUrl?: string;
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

interface Variable {
  readonly name: string;
  readonly meaning: string;
  /** What holds when it is not set, in words. */
  readonly otherwise: string;
  /** What it has to be, as a noun phrase; only where not every text will do. */
  readonly expected?: string;
  readonly allows?: (text: string) => boolean;
}

const aPort = 'a port number from 0 to 65535';
const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;

const variables: readonly Variable[] = [
  {
    name: 'SAGADESK_CONFIG',
    meaning: 'YAML file with systems, routes, mailboxes, telephony and notification rules',
    otherwise: 'the demo company',
  },
  {
    name: 'DATABASE_URL',
    meaning: 'Postgres',
    otherwise: 'an embedded server under SAGADESK_DATA',
    expected: 'an address such as postgres://user:password@host:5432/sagadesk',
    allows: (text) => /^postgres(ql)?:\/\/\S+$/.test(text),
  },
  {
    name: 'SAGADESK_DATA',
    meaning: 'directory for the data of the embedded servers; made when missing',
    otherwise: '.data in the project',
  },
  {
    name: 'SAGADESK_CACHE',
    meaning: 'directory for what was built or downloaded once',
    otherwise: 'the cache directory of the user',
  },
  { name: 'HOST', meaning: 'address on which HTTP is served', otherwise: '127.0.0.1' },
  {
    name: 'PORT',
    meaning: 'port on which HTTP is served',
    otherwise: '3000',
    expected: aPort,
    allows: isPort,
  },
  {
    name: 'TRUST_PROXY',
    meaning:
      "addresses and ranges of reverse proxies, separated by commas: who calls is told by their X-Forwarded-For, nobody else's",
    otherwise: 'none: who calls is told by the address of the connection',
    expected: proxiesExpected,
    allows: (text) => trustedProxies(text) !== undefined,
  },
  {
    name: 'WORKER_PORT',
    meaning: 'port on which a worker serves /metrics and /health, at HOST',
    otherwise: 'it serves nothing',
    expected: aPort,
    allows: isPort,
  },
  {
    name: 'WORKER_BUILD',
    meaning:
      "id of this release among Temporal's worker deployments; auto: package version and a hash of the workflows' code",
    otherwise: 'workers are not versioned',
    expected: 'auto, or up to 100 letters, digits, dots, hyphens and underscores',
    allows: (text) => /^[\w.-]{1,100}$/.test(text),
  },
  {
    name: 'SAGADESK_API_KEY',
    meaning: 'bootstrap administrator key',
    otherwise: 'made at the first start and printed once',
    expected: 'a text of at least 32 characters without spaces',
    allows: (text) => /^\S{32,}$/.test(text),
  },
  {
    name: 'SAGADESK_SECRET',
    meaning:
      "the installation's secret: keys of second factors are sealed with it; the same for every process",
    otherwise:
      'npm start makes one and keeps it in SAGADESK_DATA/secret; start:api alone has no second factors',
    expected: 'a text of at least 32 characters without spaces',
    allows: (text) => /^\S{32,}$/.test(text),
  },
  {
    name: 'LOG_LEVEL',
    meaning: `how much is logged: ${logLevels.join(', ')}`,
    otherwise: 'info',
    expected: `one of ${logLevels.join(', ')}`,
    allows: (text) => logLevels.some((level) => level === text),
  },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    meaning: 'collector of OpenTelemetry traces, OTLP over HTTP; other OTEL_ variables are read as well',
    otherwise: 'nothing is traced',
    expected: 'an address such as http://127.0.0.1:4318',
    allows: (text) => /^https?:\/\/\S+$/.test(text),
  },
  {
    name: 'TEMPORAL_ADDRESS',
    meaning: 'Temporal server, host:port',
    otherwise: 'an own server, kept under SAGADESK_DATA',
  },
  { name: 'TEMPORAL_NAMESPACE', meaning: 'Temporal namespace', otherwise: 'default' },
  {
    name: 'TEMPORAL_UI_URL',
    meaning:
      "Temporal's list of workflows, for links on our pages: http://127.0.0.1:8233/namespaces/default/workflows",
    otherwise: 'no links; npm start knows it of its own server',
    expected: 'an address that begins with http:// or https://',
    allows: (text) => /^https?:\/\/\S+$/.test(text),
  },
  { name: 'TEMPORAL_API_KEY', meaning: 'key for Temporal Cloud', otherwise: 'no key' },
  {
    name: 'TEMPORAL_TLS',
    meaning: 'TLS to the Temporal server: true or false',
    otherwise: 'only when a key or certificate is given',
  },
  {
    name: 'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
    meaning: 'certificate authority of the Temporal server',
    otherwise: 'those of the machine',
  },
  {
    name: 'TEMPORAL_TLS_CLIENT_CERT_PATH',
    meaning: 'our certificate for the Temporal server',
    otherwise: 'none',
  },
  {
    name: 'TEMPORAL_TLS_CLIENT_KEY_PATH',
    meaning: 'the key of that certificate',
    otherwise: 'none',
  },
];

/** Reads the environment; an empty variable counts as not set. Throws ConfigFaults with every fault, never with a value. */
export const processSettings = (env: NodeJS.ProcessEnv): ProcessSettings => {
  const faults = variables.flatMap((variable) => faultsOf(variable, env));
  if (faults.length > 0) throw new ConfigFaults('environment', faults);
  return {
    ...given('configFile', env.SAGADESK_CONFIG),
    ...given('databaseUrl', env.DATABASE_URL),
    ...given('dataDirectory', env.SAGADESK_DATA),
    ...given('apiKey', env.SAGADESK_API_KEY),
    ...given('secret', env.SAGADESK_SECRET),
    ...given('workerBuild', env.WORKER_BUILD),
    ...given('temporalUiUrl', env.TEMPORAL_UI_URL),
    ...(env.TRUST_PROXY ? { trustedProxies: trustedProxies(env.TRUST_PROXY) ?? [] } : {}),
    host: env.HOST || '127.0.0.1',
    port: Number(env.PORT || 3000),
    ...(env.WORKER_PORT ? { workerPort: Number(env.WORKER_PORT) } : {}),
    logLevel: (env.LOG_LEVEL || 'info') as LogLevel,
  };
};

/** Every variable with its meaning and default, for help texts and `.env.example`. */
export const settingsHelp = (): readonly Pick<Variable, 'name' | 'meaning' | 'otherwise'>[] => variables;

/** Variables that look like ours but are not read: probably misspelt. One sentence each, for the log. */
export const strangeVariables = (env: NodeJS.ProcessEnv): readonly string[] => {
  const known = variables.map(({ name }) => name);
  const strange = Object.keys(env).filter((name) => name.startsWith('SAGADESK_') && !known.includes(name));
  return strange.map((name) => {
    const meant = didYouMean(name, known);
    return `The environment variable ${name} is not read${meant === undefined ? '' : `: did you mean ${meant}?`}`;
  });
};

/** Where people reach the HTTP process when nothing else is configured. */
export const ownAddress = ({ host, port }: Pick<ProcessSettings, 'host' | 'port'>): string => {
  const reachable = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
};

const faultsOf = ({ name, expected, allows }: Variable, env: NodeJS.ProcessEnv): readonly Fault[] => {
  const text = env[name];
  if (!text || !allows || allows(text)) return [];
  return [{ key: name, message: `expected ${expected}` }];
};

const given = <K extends keyof ProcessSettings>(key: K, value: string | undefined) =>
  value ? { [key]: value } : {};
