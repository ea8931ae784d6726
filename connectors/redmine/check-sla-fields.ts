import { slaFields, type SlaField } from '../../domain/ticket';
import { fault, ok } from '../findings';
import type { Finding } from '../port';
import { IssuesAnswer } from './answers';
import type { Issue } from './answers';
import type { Parts } from './parts';
import { ofProject } from './search';
import type { Vocabulary } from './vocabulary';

/** Are the fields for the contract and its deadlines there, and does the tracker have them? */
export const checkSlaFields = async (
  { client, config }: Parts,
  words: Vocabulary,
): Promise<readonly Finding[]> => {
  if (!config.slaFields) return [];
  const query = {
    ...ofProject(words),
    limit: 1,
    sort: 'id:desc',
    ...(words.tracker ? { tracker_id: words.tracker.id } : {}),
  };
  const [newest] = (await client.get('/issues.json', IssuesAnswer, query)).issues;
  return slaFields.flatMap((field) => {
    const name = config.slaFields?.[field];
    return name === undefined ? [] : [checkField(words, newest, field, name)];
  });
};

const checkField = (
  { slaFields: found, project }: Vocabulary,
  newest: Issue | undefined,
  field: SlaField,
  name: string,
): Finding => {
  const key = `slaFields.${field}`;
  const named = found[field];
  if (!named) return missing(key, name, project.name);
  if (newest && !newest.custom_fields?.some(({ id }) => id === named.id)) return notOfTracker(key, name);
  return ok(key, [
    `"${name}" is there; whether our account may change it shows with the first contract.`,
    `Поле "${name}" есть; право менять его проверится с первым договором.`,
  ]);
};

const missing = (key: string, name: string, project: string): Finding =>
  fault(
    key,
    [
      `The project "${project}" has no custom field "${name}", or our account cannot see it.`,
      `В проекте "${project}" нет настраиваемого поля "${name}", или наша учётная запись его не видит.`,
    ],
    [
      `Make a text field for issues with this name for this project and tracker (Administration, Custom fields), or run the hook’s installer with --sla-fields "${name}". It must not be read-only for our role in the workflow.`,
      `Создайте для задач текстовое поле с этим именем для этого проекта и трекера («Администрирование, Настраиваемые поля») или запустите установщик хука с --sla-fields "${name}". Оно не должно быть «только для чтения» для нашей роли в последовательности действий.`,
    ],
  );

const notOfTracker = (key: string, name: string): Finding =>
  fault(
    key,
    [`"${name}" does not belong to the tracker.`, `Поля "${name}" нет у трекера.`],
    ['Tick the tracker in the settings of the field.', 'Отметьте трекер в настройках поля.'],
  );
