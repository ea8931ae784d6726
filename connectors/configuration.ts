import Type from 'typebox';
import type { AccessSettings } from '../domain/access';
import type { Keeping } from '../domain/keeping';
import type { Route } from '../domain/rules';
import { front } from '../domain/ticket';
import { ConfigDocument } from '../platform/config/document';
import { readConfigFile } from '../platform/config/read-file';
import { ownAddress, processSettings } from '../platform/settings';
import { readAccess } from './configuration-access';
import { readKeeping } from './configuration-keeping';
import { readMail, type MailConfig } from './configuration-mail';
import { readNotify, type NotifyConfig } from './configuration-notify';
import { readSlaWebhooks, type SlaWebhooks } from './configuration-sla';
import { readRoutes } from './configuration-routes';
import { readSync } from './configuration-sync';
import type { SyncSettings } from './configuration-sync';
import { readSystems } from './configuration-systems';
import { readTelephony, type TelephonyConfig } from './configuration-telephony';
import type { AnySystemConfig } from './system-config';

/** What the configuration file says, with its defaults. */
export interface Configuration {
  /** There is no file, or it names no systems: the demo company's are used. */
  readonly demo: boolean;
  readonly file?: string;
  readonly systems: readonly AnySystemConfig[];
  readonly routes: readonly Route[];
  /** The one that mails the requester: 'front' or a system's name. */
  readonly speaksToRequester: string;
  readonly sync: SyncSettings;
  /** The company's name as people see it. */
  readonly company?: string;
  /** Where people reach the front, without a last slash. */
  readonly publicUrl: string;
  /** Mailboxes and how mail is sent. */
  readonly mail?: MailConfig;
  /** Whom escalation levels may call. */
  readonly slaWebhooks?: SlaWebhooks;
  /** Where calls come from, and how their numbers are read. */
  readonly telephony?: TelephonyConfig;
  /** Who is told of what; undefined: the defaults. */
  readonly notifications?: NotifyConfig;
  /** How people get in; undefined: as usual. */
  readonly access?: AccessSettings;
  /** How long records are kept; undefined: as usual. */
  readonly keeping?: Keeping;
}

/** Reads the file that SAGADESK_CONFIG names. Throws ConfigFaults with every fault of the file. */
export const loadConfiguration = (env: NodeJS.ProcessEnv): Configuration => {
  const { configFile } = processSettings(env);
  if (configFile === undefined) return readConfiguration(new ConfigDocument('', '', env), env);
  const document = readConfigFile(configFile, 'SAGADESK_CONFIG', env);
  return { ...readConfiguration(document, env), file: configFile };
};

/** The same for a file that is already opened. */
export const readConfiguration = (document: ConfigDocument, env: NodeJS.ProcessEnv): Configuration => {
  document.section(rootSchema);
  const systems = readSystems(document);
  const configuration = {
    demo: document.keys('systems').length === 0,
    systems,
    routes: readRoutes(document),
    speaksToRequester: readSpeaker(document),
    sync: readSync(document, systems),
    ...readFront(document, env),
    ...readMailSection(document),
    ...readTelephonySection(document),
    ...readNotifySection(document),
    ...readSlaSection(document),
    ...readAccessSections(document),
  };
  document.done();
  return configuration;
};

const section = Type.Optional(Type.Unknown());
const rootSchema = Type.Object(
  {
    systems: section,
    routes: section,
    speaksToRequester: section,
    sync: section,
    company: section,
    publicUrl: section,
    mail: section,
    sla: section,
    telephony: section,
    notifications: section,
    access: section,
    retention: section,
  },
  { additionalProperties: false },
);

const readSpeaker = (document: ConfigDocument): string => {
  const known = [front, ...document.keys('systems')];
  const speaker = document.section(Type.String(), 'speaksToRequester') ?? front;
  if (known.length > 1 && !known.includes(speaker))
    document.fault(['speaksToRequester'], `expected one of ${known.join(', ')}`);
  return speaker;
};

const publicUrlSchema = Type.String({
  pattern: '^https?://[^\\s/?#@]+(/[^\\s?#]*)?$',
  description: 'the address under which people reach the front, http:// or https://',
});

const readFront = (document: ConfigDocument, env: NodeJS.ProcessEnv) => {
  const company = document.section(Type.String({ minLength: 1 }), 'company');
  const publicUrl = document.section(publicUrlSchema, 'publicUrl') ?? ownAddress(processSettings(env));
  return { ...(company === undefined ? {} : { company }), publicUrl: publicUrl.replace(/\/+$/, '') };
};

const readMailSection = (document: ConfigDocument): { readonly mail?: MailConfig } => {
  const mail = readMail(document);
  return mail === undefined ? {} : { mail };
};

const readTelephonySection = (document: ConfigDocument): { readonly telephony?: TelephonyConfig } => {
  const telephony = readTelephony(document);
  return telephony === undefined ? {} : { telephony };
};

const readNotifySection = (document: ConfigDocument): { readonly notifications?: NotifyConfig } => {
  const notifications = readNotify(document);
  return notifications === undefined ? {} : { notifications };
};

const readSlaSection = (document: ConfigDocument): { readonly slaWebhooks?: SlaWebhooks } => {
  const slaWebhooks = readSlaWebhooks(document);
  return slaWebhooks === undefined ? {} : { slaWebhooks };
};

const readAccessSections = (
  document: ConfigDocument,
): { readonly access?: AccessSettings; readonly keeping?: Keeping } => {
  const [access, keeping] = [readAccess(document), readKeeping(document)];
  return { ...(access === undefined ? {} : { access }), ...(keeping === undefined ? {} : { keeping }) };
};
