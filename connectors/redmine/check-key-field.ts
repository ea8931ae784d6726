import { fault, ok, warning } from '../findings';
import type { Finding } from '../port';
import { IssuesAnswer } from './answers';
import type { Parts } from './parts';
import { filtersByKey, ofProject } from './search';
import type { Vocabulary } from './vocabulary';

const key = 'externalKeyField';

/** Is the field for our number there, is it a filter, and does the tracker have it? */
export const checkKeyField = async (
  { client, config }: Parts,
  words: Vocabulary,
): Promise<readonly Finding[]> => {
  const { keyField } = words;
  if (!keyField) return [missing(config.externalKeyField, words)];
  if (!(await filtersByKey(client, keyField.id))) return [noFilter(keyField.name)];
  return [await checkFieldOfTracker({ client, words })];
};

const missing = (field: string, { project }: Vocabulary): Finding =>
  fault(
    key,
    [
      `The project "${project.name}" has no custom field "${field}", or our account cannot see it.`,
      `В проекте "${project.name}" нет настраиваемого поля "${field}", или наша учётная запись его не видит.`,
    ],
    [
      'Make a text field for issues with this name, used as a filter, for this project and tracker; or run the hook’s installer, which makes it. ' +
        'Redmine 5.0 does not name a field that is "for all projects" until one issue has it: tie it to the project.',
      'Создайте для задач текстовое поле с этим именем, с отметкой «Используется в качестве фильтра», для этого проекта и трекера; или запустите установщик хука, он создаст его. ' +
        'Redmine 5.0 не показывает поле «для всех проектов», пока его нет хотя бы у одной задачи: привяжите поле к проекту.',
    ],
  );

const noFilter = (name: string): Finding =>
  fault(
    key,
    [`Redmine does not filter by "${name}".`, `Redmine не ищет по полю "${name}".`],
    [
      'Tick "Used as a filter" in the settings of the field.',
      'Отметьте в настройках поля «Используется в качестве фильтра».',
    ],
  );

const checkFieldOfTracker = async ({
  client,
  words,
}: Pick<Parts, 'client'> & { words: Vocabulary }): Promise<Finding> => {
  const { keyField, tracker } = words;
  const name = keyField?.name ?? '';
  const query = {
    ...ofProject(words),
    limit: 1,
    sort: 'id:desc',
    ...(tracker ? { tracker_id: tracker.id } : {}),
  };
  const { issues } = await client.get('/issues.json', IssuesAnswer, query);
  const [issue] = issues;
  if (!issue) return unseen(name);
  return issue.custom_fields?.some(({ id }) => id === keyField?.id)
    ? ok(key, [`The key is kept in "${name}".`, `Номер хранится в поле "${name}".`])
    : notOfTracker(name);
};

const unseen = (name: string): Finding =>
  warning(
    key,
    [
      `Whether "${name}" belongs to the tracker cannot be seen before the first issue.`,
      `До первой задачи не видно, есть ли поле "${name}" у трекера.`,
    ],
    [
      'See in the settings of the field that the tracker is ticked.',
      'Проверьте в настройках поля, что трекер отмечен.',
    ],
  );

const notOfTracker = (name: string): Finding =>
  fault(
    key,
    [`"${name}" does not belong to the tracker.`, `Поля "${name}" нет у трекера.`],
    ['Tick the tracker in the settings of the field.', 'Отметьте трекер в настройках поля.'],
  );
