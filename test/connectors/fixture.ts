import type { Connector, VerifyWebhook } from '../../connectors/port';
import type { AnySystemConfig } from '../../connectors/system-config';
import type { Visibility } from '../../domain/ticket';

export interface FixtureFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export interface NewByHand {
  readonly title: string;
  readonly description: string;
  readonly key?: string;
  /** One of `ConnectorFixture.staff`. */
  readonly assignee?: string;
}

/** What somebody does in the system by hand, past the connector. Statuses and priorities in the system's words. */
export interface Acts {
  /** A record in the scope of the configuration; the system's defaults for what is not given. */
  createRecord(record: NewByHand): Promise<string>;
  /** Gives it to one of `ConnectorFixture.staff`; null takes it from everybody. */
  assign(id: string, to: string | null): Promise<void>;
  setTitle(id: string, title: string): Promise<void>;
  setStatus(id: string, status: string): Promise<void>;
  setPriority(id: string, priority: string): Promise<void>;
  comment(id: string, body: string, visibility: Visibility): Promise<void>;
  commentWithFile(id: string, body: string, visibility: Visibility, file: FixtureFile): Promise<void>;
}

export interface Colleague {
  readonly ref: string;
  readonly name: string;
}

export interface ConnectChange {
  readonly url?: string;
  /** A key that the system does not know. */
  readonly wrongKey?: boolean;
  readonly requestTimeoutSeconds?: number;
  /** How many entries it asks for at once, so that pages can be turned without hundreds of records. */
  readonly pageSize?: number;
}

/** A running system with the connector under test; whatever its type. */
export interface ConnectorFixture {
  readonly config: AnySystemConfig;
  readonly connector: Connector;
  /** Another connector to it; the contract closes it. */
  connect(change: ConnectChange): Connector;
  /** A member of staff there with an account of his own. */
  readonly person: Acts;
  /** A person who works by hand with the account that Sagadesk uses. */
  readonly ourAccount: Acts;
  /** Two to whom records may be given there: how the system names them in a request, and their names. */
  readonly staff: readonly [Colleague, Colleague];
  /** Moves a record out of the configured queue or project, where our account still sees it. */
  moveAway(id: string): Promise<void>;
  /** Deletes a record in the way of the system. */
  remove(id: string): Promise<void>;
  /** Makes a record invisible to our account; absent where that cannot be brought about. */
  forbid?(id: string): Promise<void>;
  readonly webhook: {
    readonly verify: VerifyWebhook;
    readonly secret: string;
    /** A delivery as the system itself sends it when this record has changed; `body` to send another text, rightly signed. */
    deliver(
      recordId: string,
      body?: string,
    ): { readonly headers: Record<string, string>; readonly body: Buffer };
    readonly signatureHeader: string;
  };
  stop(): Promise<void>;
}
