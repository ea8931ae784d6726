import { Client } from 'pg';
import type { Configuration } from '../connectors/configuration';
import type { Finding } from '../connectors/port';
import { createConnector } from '../connectors/registry';
import type { AnySystemConfig } from '../connectors/system-config';
import type { ConfigFaults } from '../platform/config/faults';
import { checkTemporal, connectTemporal, temporalConfig } from '../platform/temporal-client';
import type { Chapter } from './doctor-report';
import type { Words } from './doctor-words';

const ok = (key: string, message: string): Finding => ({ level: 'ok', key, message });
const fault = (key: string, message: string, advice: string): Finding => ({
  level: 'fault',
  key,
  message,
  advice,
});

/** The file itself: what is wrong with it, or that it is understood. */
export const configurationChapter = (
  { file, demo }: Pick<Configuration, 'file' | 'demo'>,
  words: Words,
): Chapter => ({
  title: titleOf(words.configuration, file),
  findings: [ok('', demo ? words.demo : words.configurationFine)],
});

export const faultsChapter = ({ source, faults }: ConfigFaults, words: Words): Chapter => ({
  title: titleOf(words.configuration, source),
  findings: faults.map(({ line, key, message }) => ({
    level: 'fault',
    key: [...(line === undefined ? [] : [`${words.line} ${line}`]), key]
      .filter((part) => part !== '')
      .join(', '),
    message,
  })),
});

/** Every system, asked by its connector; one that does not answer is a fault. */
export const systemChapters = (
  { systems, speaksToRequester }: Pick<Configuration, 'systems' | 'speaksToRequester'>,
  words: Words,
): Promise<Chapter[]> =>
  Promise.all(systems.map((system) => systemChapter(system, speaksToRequester, words)));

/** Of the system that is to speak to the requester nobody needs to be warned that it does. */
export const findingsOf = (
  findings: readonly Finding[],
  isSpeaker: boolean,
  words: Words,
): readonly Finding[] =>
  findings.map((finding) =>
    isSpeaker && finding.key === 'speaksToRequester' ? ok(finding.key, words.speaksItself) : finding,
  );

const systemChapter = async (system: AnySystemConfig, speaker: string, words: Words): Promise<Chapter> => {
  const title = `${system.name} (${system.type}, ${system.role}, ${system.url})`;
  const connector = createConnector(system);
  try {
    const findings = findingsOf(await connector.check(), system.name === speaker, words);
    return { title, findings: [...findings, ok('language', words.ownRemarks[system.language])] };
  } catch (error) {
    return { title, findings: [fault('url', `${words.silent}: ${reasonOf(error)}`, words.systemAway)] };
  } finally {
    await connector.close();
  }
};

/** Whether the database answers and lets us make tables. */
export const postgresChapter = async (url: string | undefined, words: Words): Promise<Chapter> => {
  const title = words.postgres;
  if (url === undefined) return { title, findings: [ok('DATABASE_URL', words.postgresEmbedded)] };
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  try {
    await client.connect();
    return { title, findings: await postgresFindings(client, words) };
  } catch (error) {
    return {
      title,
      findings: [fault('DATABASE_URL', `${words.silent}: ${reasonOf(error)}`, words.postgresAway)],
    };
  } finally {
    await client.end().catch(() => undefined);
  }
};

const postgresFindings = async (client: Client, words: Words): Promise<Finding[]> => {
  const { rows } = await client.query<{ version: string; number: number; create: boolean | null }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
            has_schema_privilege(current_schema(), 'create') as create`,
  );
  const { version = '', number = 0, create = false } = rows[0] ?? {};
  return [
    ok('DATABASE_URL', `${words.postgresAnswers} ${version}`),
    ...(number < 140_000 ? [fault('DATABASE_URL', version, words.postgresOld)] : []),
    ...(create ? [] : [fault('DATABASE_URL', 'CREATE', words.postgresNoCreate)]),
  ];
};

/** Whether Temporal answers, when we are told where it is. */
export const temporalChapter = async (env: NodeJS.ProcessEnv, words: Words): Promise<Chapter> => {
  const title = titleOf(words.temporal, env.TEMPORAL_ADDRESS);
  if (!env.TEMPORAL_ADDRESS) return { title, findings: [ok('TEMPORAL_ADDRESS', words.temporalOwn)] };
  const { namespace } = temporalConfig(env);
  const temporal = connectTemporal(env);
  try {
    await checkTemporal(temporal, 5_000);
    return { title, findings: [ok('TEMPORAL_ADDRESS', `${words.temporalAnswers} ${namespace}`)] };
  } catch (error) {
    return { title, findings: [temporalFault(error, namespace, words)] };
  } finally {
    await temporal.close();
  }
};

/** gRPC's code for "not found"; 4 and 14 say in many words that nobody answers: https://grpc.io/docs/guides/status-codes/ */
const notFound = 5;
const silent = [4, 14];

const temporalFault = (error: unknown, namespace: string, words: Words): Finding => {
  const code = Number((error as { code?: number }).code);
  if (code === notFound) return fault('TEMPORAL_NAMESPACE', namespace, words.temporalNoNamespace);
  const reason = silent.includes(code) ? words.noAnswer : `${words.silent}: ${reasonOf(error)}`;
  return fault('TEMPORAL_ADDRESS', reason, words.temporalAway);
};

const titleOf = (word: string, place: string | undefined) => (place ? `${word} (${place})` : word);

/** A refused connection to a name with two addresses is an AggregateError without a message of its own. */
const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
};
