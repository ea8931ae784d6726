import { Type } from 'typebox';
import { slaFields } from '../../domain/ticket';
import type { RedmineConfig } from '../system-config';
import { IssuesAnswer, PrioritiesAnswer, StatusesAnswer } from './answers';
import type { RedmineClient } from './client';
import { findProject } from './project';
import { sameName } from './text';
import type { Vocabulary } from './vocabulary';

/** How long the words hold, in milliseconds; an unknown one makes us look again, but not more often than `pauseMs`. */
const holdMs = 10 * 60_000;
const pauseMs = 30_000;

const CustomFieldsAnswer = Type.Object({
  custom_fields: Type.Array(
    Type.Object({ id: Type.Integer(), name: Type.String(), customized_type: Type.Optional(Type.String()) }),
  ),
});

interface Field {
  readonly id: number;
  readonly name: string;
}

/** Whose issues tell which fields there are. */
interface Place {
  readonly project_id?: number | undefined;
  readonly tracker_id?: number;
}

/** Discovers ids by name once, and again when they are old or one is unknown. */
export class Names {
  private loaded: { readonly at: number; readonly words: Promise<Vocabulary> } | undefined;

  constructor(
    private readonly client: RedmineClient,
    private readonly config: RedmineConfig,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** The words. Throws ConnectorFailure. */
  get(): Promise<Vocabulary> {
    return this.younger(holdMs);
  }

  /** The words, looked up again when these do not satisfy; as they are when that was done a moment ago. */
  async knowing(satisfied: (words: Vocabulary) => boolean): Promise<Vocabulary> {
    const words = await this.get();
    return satisfied(words) ? words : this.younger(pauseMs);
  }

  private younger(ageMs: number): Promise<Vocabulary> {
    if (this.loaded && this.now() - this.loaded.at < ageMs) return this.loaded.words;
    const words = this.load();
    const loading = { at: this.now(), words };
    this.loaded = loading;
    words.catch(() => {
      if (this.loaded === loading) this.loaded = undefined;
    });
    return words;
  }

  private async load(): Promise<Vocabulary> {
    const [statuses, priorities, project] = await Promise.all([
      this.client.get('/issue_statuses.json', StatusesAnswer),
      this.client.get('/enumerations/issue_priorities.json', PrioritiesAnswer),
      findProject(this.client, this.config.project),
    ]);
    const tracker = project.trackers?.find(({ name }) => sameName(name, this.config.tracker));
    const fields = await this.fields(project.issue_custom_fields ?? [], {
      project_id: project.id,
      ...(tracker ? { tracker_id: tracker.id } : {}),
    });
    const keyField = fields.find(this.config.externalKeyField);
    const sla = slaFields.flatMap((field) => {
      const found = fields.find(this.config.slaFields?.[field]);
      return found ? [[field, found]] : [];
    });
    return {
      statuses: statuses.issue_statuses.map(({ id, name, is_closed: isClosed = false }) => ({
        id,
        name,
        isClosed,
      })),
      priorities: priorities.issue_priorities,
      project: { id: project.id, name: project.name },
      ...(tracker ? { tracker } : {}),
      ...(keyField ? { keyField } : {}),
      slaFields: Object.fromEntries(sla),
    };
  }

  /** The project's fields, and others where one that is configured is not among them. */
  private async fields(ofProject: readonly Field[], place: Place) {
    const named = (fields: readonly Field[], wanted: string | undefined) =>
      fields.find(({ name }) => wanted !== undefined && sameName(name, wanted));
    const wanted = [this.config.externalKeyField, ...Object.values(this.config.slaFields ?? {})];
    const hasAll = (fields: readonly Field[]) => wanted.every((name) => named(fields, name));
    let all = ofProject;
    if (!hasAll(all)) all = [...all, ...(await this.fieldsOfAnIssue(place))];
    // A project without an issue yet: a field "for all projects" is named by those of the others, too.
    if (!hasAll(all)) all = [...all, ...(await this.fieldsOfAnIssue({ ...place, project_id: undefined }))];
    if (!hasAll(all)) all = [...all, ...(await this.fieldsForAdministrators())];
    return { find: (name: string | undefined) => named(all, name) };
  }

  /** Redmine 5.0 does not name a project's fields that are "for all projects"; an issue does, and /custom_fields to administrators. */
  private async fieldsOfAnIssue({
    project_id: project,
    tracker_id: tracker,
  }: Place): Promise<readonly Field[]> {
    const query = {
      status_id: '*',
      limit: 1,
      ...(project === undefined ? {} : { project_id: project, subproject_id: '!*' }),
      ...(tracker === undefined ? {} : { tracker_id: tracker }),
    };
    const { issues } = await this.client.get('/issues.json', IssuesAnswer, query);
    return issues.flatMap((issue) => issue.custom_fields ?? []).map(({ id, name }) => ({ id, name }));
  }

  private async fieldsForAdministrators(): Promise<readonly Field[]> {
    const all = await this.client.find('/custom_fields.json', CustomFieldsAnswer);
    if (typeof all === 'string') return [];
    return all.custom_fields.filter(({ customized_type: type }) => type === 'issue');
  }
}
