import { loadConfiguration } from '../connectors/configuration';
import type { Configuration } from '../connectors/configuration';
import { ConfigFaults } from '../platform/config/faults';
import { processSettings } from '../platform/settings';
import {
  configurationChapter,
  faultsChapter,
  postgresChapter,
  systemChapters,
  temporalChapter,
} from './doctor-checks';
import { mailboxChapters, smtpChapters } from './doctor-mail';
import { exchangeChapters } from './doctor-phone';
import { hasFaults, reportOf } from './doctor-report';
import type { Chapter } from './doctor-report';
import { wordsFor } from './doctor-words';
import type { Words } from './doctor-words';

/** Holds everything that is configured against what is really there. Prints a list; faults end it with exit code 1. */
const main = async (env: NodeJS.ProcessEnv): Promise<void> => {
  const words = wordsFor(env);
  const chapters = await examine(env, words);
  process.stdout.write(`${reportOf(chapters, words)}\n`);
  process.exitCode = hasFaults(chapters) ? 1 : 0;
};

const examine = async (env: NodeJS.ProcessEnv, words: Words): Promise<readonly Chapter[]> => {
  try {
    return await surroundings(env, loadConfiguration(env), words);
  } catch (error) {
    if (error instanceof ConfigFaults) return [faultsChapter(error, words)];
    throw error;
  }
};

const surroundings = async (env: NodeJS.ProcessEnv, configuration: Configuration, words: Words) => {
  const [postgres, temporal, systems, mailboxes, smtp, exchanges] = await Promise.all([
    postgresChapter(processSettings(env).databaseUrl, words),
    temporalChapter(env, words),
    systemChapters(configuration, words),
    mailboxChapters(configuration.mail?.mailboxes ?? []),
    configuration.mail ? smtpChapters(configuration.mail) : [],
    exchangeChapters(configuration.telephony?.asterisk),
  ]);
  return [
    configurationChapter(configuration, words),
    postgres,
    temporal,
    ...systems,
    ...mailboxes,
    ...smtp,
    ...exchanges,
  ];
};

void main(process.env);
