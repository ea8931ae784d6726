import type { Language } from '../domain/language';
import type { Priority, SlaField, Status } from '../domain/ticket';

/** What every system's configuration has, whatever its type. Keys as in API.md. */
export interface SystemConfig {
  /** The name that the configuration gives it. */
  readonly name: string;
  readonly type: string;
  readonly role: 'desk' | 'tracker';
  readonly url: string;
  /** Of what Sagadesk itself says there; what people say stays as they said it. */
  readonly language: Language;
  readonly webhookSecret?: string;
  readonly externalKeyField: string;
  /** Names of the text fields that show a ticket's contract and deadlines; what is not named is not written. */
  readonly slaFields?: { readonly [field in SlaField]?: string };
  /** 0: webhooks only. */
  readonly pollSeconds: number;
  /** How often linked open records are read again for silent changes. */
  readonly rereadMinutes: number;
  readonly publicComments: 'correspondence' | 'none' | 'marked' | 'all';
  readonly status: { readonly [status in Status]: string };
  readonly priority: { readonly [priority in Priority]: string };
  /** Longest time that a request to the system may take there, in seconds: HTTP deadlines end before it. */
  readonly requestTimeoutSeconds: number;
  /** Server-side limit of pushes per second. */
  readonly pushesPerSecond: number;
}

export interface RequestTrackerConfig extends SystemConfig {
  readonly type: 'request-tracker';
  readonly token: string;
  readonly queue: string;
  /** The catalog of assets in which contracts are published; absent: they are not. */
  readonly contractsCatalog?: string;
  /** Domain of the addresses that stand for people who were made anonymous. */
  readonly anonymousDomain?: string;
}

export interface RedmineConfig extends SystemConfig {
  readonly type: 'redmine';
  readonly apiKey: string;
  readonly project: string;
  readonly tracker: string;
}

export type AnySystemConfig = RequestTrackerConfig | RedmineConfig;
