/** The tables of the demo desk, named as Request Tracker names them. Times are whole seconds, in milliseconds. */
export interface User {
  readonly id: number;
  readonly name: string;
  readonly realName: string;
  readonly email: string;
  readonly password?: string;
  readonly agent: boolean;
}

export interface Ticket {
  readonly id: number;
  queue: string;
  subject: string;
  status: string;
  priority: number;
  readonly creator: string;
  readonly created: number;
  lastUpdated: number;
  /** Name of the agent who has it; absent: nobody. */
  owner?: string;
  /** Names of users. */
  requestors: readonly string[];
  key: string;
  /** Contents of the fields for the contract, by their ids; absent in data of an earlier release. */
  values?: Record<string, string>;
  links: readonly string[];
  /** The ticket that this one was merged into: whoever asks for it gets that one. */
  mergedInto?: number;
}

export interface Transaction {
  readonly id: number;
  readonly ticket: number;
  readonly type: string;
  readonly field: string;
  readonly old: string;
  readonly new: string;
  readonly creator: string;
  readonly created: number;
  /** Content of the field External Comment. */
  readonly comment: string;
}

export interface Attachment {
  readonly id: number;
  readonly transaction: number;
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
}

export interface Tables {
  token: string;
  readonly users: User[];
  readonly tickets: Ticket[];
  readonly transactions: Transaction[];
  readonly attachments: Attachment[];
}

export interface IncomingFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** RT's own user for what its rules do. */
export const systemUser = 'RT_System';

/** And for "nobody has it"; in no table, so that data of an earlier release knows him, too. */
export const nobody: User = { id: 6, name: 'Nobody', realName: '', email: '', agent: false };

/** Text fields in which the front shows a ticket's contract, and of whom and what it is for. */
export const contractFields = [
  { id: 5, name: 'Service contract' },
  { id: 6, name: 'Reaction due' },
  { id: 7, name: 'Resolution due' },
  { id: 8, name: 'Service' },
  { id: 9, name: 'Organisation' },
  { id: 10, name: 'Requester' },
] as const;

/** Ids as a fresh installation with our hook has them. */
export const keyField = { id: 4, name: 'External Key' } as const;
export const commentField = { id: 3, name: 'External Comment' } as const;
