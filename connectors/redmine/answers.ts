import { Type } from 'typebox';
import type { Static } from 'typebox';

/** What we use of Redmine's answers (redmine.org/projects/redmine/wiki/Rest_api); anything more in them is ignored. */
const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Optional(Type.Union([type, Type.Null()]));

const Ref = Type.Object({ id: Type.Integer(), name: Type.String() });

const CustomValue = Type.Object({ id: Type.Integer(), name: Type.String(), value: maybe(Type.Unknown()) });

const Attachment = Type.Object({
  id: Type.Integer(),
  filename: Type.String(),
  filesize: Type.Integer(),
  content_type: maybe(Type.String()),
  created_on: Type.String(),
});
export type Attachment = Static<typeof Attachment>;

const Detail = Type.Object({
  property: Type.String(),
  name: Type.String(),
  old_value: maybe(Type.String()),
  new_value: maybe(Type.String()),
});
export type Detail = Static<typeof Detail>;

const Journal = Type.Object({
  id: Type.Integer(),
  user: Type.Optional(Ref),
  notes: maybe(Type.String()),
  created_on: Type.String(),
  private_notes: Type.Optional(Type.Boolean()),
  details: Type.Array(Detail),
});
export type Journal = Static<typeof Journal>;

const Issue = Type.Object({
  id: Type.Integer(),
  project: Ref,
  tracker: Ref,
  status: Ref,
  priority: Ref,
  author: Type.Optional(Ref),
  assigned_to: Type.Optional(Ref),
  subject: Type.String(),
  description: maybe(Type.String()),
  custom_fields: Type.Optional(Type.Array(CustomValue)),
  created_on: Type.String(),
  updated_on: Type.String(),
  attachments: Type.Optional(Type.Array(Attachment)),
  journals: Type.Optional(Type.Array(Journal)),
  allowed_statuses: Type.Optional(Type.Array(Ref)),
});
export type Issue = Static<typeof Issue>;

export const IssueAnswer = Type.Object({ issue: Issue });
export const IssuesAnswer = Type.Object({ issues: Type.Array(Issue), total_count: Type.Integer() });
export const UploadAnswer = Type.Object({ upload: Type.Object({ token: Type.String() }) });

export const StatusesAnswer = Type.Object({
  issue_statuses: Type.Array(
    Type.Object({ id: Type.Integer(), name: Type.String(), is_closed: Type.Optional(Type.Boolean()) }),
  ),
});
export const PrioritiesAnswer = Type.Object({ issue_priorities: Type.Array(Ref) });

export const ProjectAnswer = Type.Object({
  project: Type.Object({
    id: Type.Integer(),
    name: Type.String(),
    trackers: Type.Optional(Type.Array(Ref)),
    issue_custom_fields: Type.Optional(Type.Array(Ref)),
    enabled_modules: Type.Optional(Type.Array(Ref)),
  }),
});

export const UserAnswer = Type.Object({
  user: Type.Object({
    id: Type.Integer(),
    login: Type.Optional(Type.String()),
    admin: Type.Optional(Type.Boolean()),
    firstname: Type.String(),
    lastname: Type.String(),
    mail: Type.Optional(Type.String()),
    memberships: Type.Optional(Type.Array(Type.Object({ project: Ref, roles: Type.Array(Ref) }))),
  }),
});
export const RoleAnswer = Type.Object({
  role: Type.Object({ name: Type.String(), permissions: Type.Array(Type.String()) }),
});
