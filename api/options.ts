import type { FastifyBaseLogger } from 'fastify';
import { usualAccess, type AccessSettings } from '../domain/access';
import type { Keeping } from '../domain/keeping';
import type { NotifyRules } from '../domain/notify/rule';
import type { TelephonyConfig } from '../connectors/configuration-telephony';
import type { VerifyWebhook } from '../connectors/port';
import type { TicketCommands } from '../store/commands';
import type { Database } from '../store/database';

/** What the HTTP process knows of an outside system; it never speaks to one. */
export interface ApiSystem {
  readonly name: string;
  readonly role: 'desk' | 'tracker';
  readonly type: string;
  readonly webhookSecret?: string;
  /** Where in it tickets go: its queue, or project. */
  readonly place?: string;
}

/** Everything that the application is made of; nothing is read from the environment. */
export interface AppOptions {
  readonly db: Database;
  readonly systems: readonly ApiSystem[];
  readonly commands: TicketCommands;
  /** Reverse proxies whose word about the client is believed: addresses and ranges. Default: none. */
  readonly trustedProxies?: readonly string[];
  /** Address under which people reach the pages. */
  readonly publicUrl: string;
  /** Country by which numbers without a country's code are read. */
  readonly country: string;
  /** The systems that a ticket of a service would go to, by the service's name. */
  readonly goesTo?: (service: string | null) => readonly string[];
  /** Undefined: no calls are taken. */
  readonly telephony?: TelephonyConfig;
  /** Portal users may ask for a link by mail, but no address of our `own`. Undefined: no mail leaves here. */
  readonly signInByMail?: { readonly own: readonly string[] };
  /** Who is told of what, for the page that shows it. Undefined: nobody. */
  readonly notify?: NotifyRules;
  /** Address of a record's page for people. */
  readonly pageOf: (system: string, recordId: string) => string | undefined;
  readonly webhookOf: (type: string) => VerifyWebhook | undefined;
  /** Called after a commit, fire and forget: the ticket has something to look at. */
  readonly wake: (number: string) => void;
  /** Called after a commit, fire and forget: something was heard of this call. */
  readonly wakeCall?: (id: number) => void;
  /** Called after a commit, fire and forget. */
  readonly startReconcile: (id: number) => void;
  readonly temporalState: () => 'up' | 'down';
  /** Address of the Temporal UI's list of workflows, e.g. `http://127.0.0.1:8233/namespaces/default/workflows`. */
  readonly temporalUiUrl?: string;
  /** What /metrics answers, and who counts the requests; `route` is the pattern, never an address. */
  readonly metrics: {
    readonly contentType: string;
    metrics(): Promise<string>;
    answered?(method: string, route: string, status: number, seconds: number): void;
  };
  readonly log: FastifyBaseLogger;
  /** How people get in; default: by password, for the usual time. */
  readonly access?: AccessSettings;
  /** The installation's secret: what must be read again is sealed with it. Undefined: no second factor can be had. */
  readonly secret?: Buffer;
  /** How long records are kept; default: as usual. */
  readonly keeping?: Keeping;
  /** Bytes; default 25 MB. */
  readonly maxUploadBytes?: number;
  /** Requests that one API key may make in a second; default 50. */
  readonly requestsPerSecond?: number;
}

export const accessOf = ({ access = usualAccess }: Pick<AppOptions, 'access'>): AccessSettings => access;
