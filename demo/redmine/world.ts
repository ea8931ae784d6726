/** What the demo Redmine holds. Times are milliseconds; the wire shows whole seconds, as Redmine does. */
export interface World {
  readonly users: readonly User[];
  readonly projects: readonly Project[];
  readonly statuses: readonly Status[];
  readonly priorities: readonly Named[];
  readonly trackers: readonly Named[];
  readonly fields: readonly Named[];
  readonly issues: Issue[];
  readonly files: StoredFile[];
  readonly last: { issue: number; journal: number; file: number };
}

export interface Named {
  readonly id: number;
  readonly name: string;
}

export interface Status extends Named {
  readonly isClosed: boolean;
}

export interface User {
  readonly id: number;
  readonly login: string;
  readonly firstname: string;
  readonly lastname: string;
  readonly apiKey: string;
  readonly isAdmin: boolean;
}

export interface Project extends Named {
  readonly identifier: string;
  /** Ids of the users who see it. */
  readonly members: readonly number[];
}

export interface Issue {
  readonly id: number;
  projectId: number;
  trackerId: number;
  statusId: number;
  priorityId: number;
  readonly authorId: number;
  /** Id of the member who has it; absent or null: nobody. */
  assigneeId?: number | null;
  subject: string;
  description: string;
  readonly values: Record<string, string>;
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  readonly journals: Journal[];
}

export interface Journal {
  readonly id: number;
  readonly userId: number;
  notes: string;
  isPrivate: boolean;
  readonly createdAt: number;
  readonly details: readonly Detail[];
}

export interface Detail {
  readonly property: 'attr' | 'cf' | 'attachment';
  readonly name: string;
  readonly old: string | null;
  readonly now: string | null;
}

export interface StoredFile {
  readonly id: number;
  filename: string;
  mediaType: string;
  readonly size: number;
  readonly createdAt: number;
  readonly authorId: number;
  /** Null while it is only uploaded. */
  issueId: number | null;
  /** Good once: for hanging the file on an issue. */
  token: string | null;
}

/** By id; undefined when there is none. */
export const byId = <T extends { readonly id: number }>(list: readonly T[], id: unknown): T | undefined =>
  list.find((one) => String(one.id) === String(id));

/** May this user see the project? */
export const sees = (user: User, project: Project): boolean =>
  user.isAdmin || project.members.includes(user.id);

/** As Redmine shows a person. */
export const nameOf = (user: User | undefined): string =>
  user === undefined ? 'Anonymous' : `${user.firstname} ${user.lastname}`.trim();
