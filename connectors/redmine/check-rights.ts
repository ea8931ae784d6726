import { fault, ok, warning } from '../findings';
import type { Told } from '../findings';
import type { Finding } from '../port';
import { allows } from './account';
import type { Parts } from './parts';

/** One permission: Redmine's name of it, its name on the page, and what fails without it. */
interface Right {
  readonly permission: string;
  readonly title: Told;
  readonly harm: Told;
}

const right = (permission: string, title: Told, harm: Told): Right => ({ permission, title, harm });

/** Russian titles as in Redmine's own config/locales/ru.yml. */
const needed: readonly Right[] = [
  right('view_issues', ['View issues', 'Просмотр задач'], ['nothing can be read', 'ничего не прочитать']),
  right(
    'add_issues',
    ['Add issues', 'Добавление задач'],
    ['no task can be made', 'не создать ни одной задачи'],
  ),
  right(
    'edit_issues',
    ['Edit issues', 'Редактирование задач'],
    ['changes are ignored silently', 'изменения молча пропадут'],
  ),
  right(
    'add_issue_notes',
    ['Add notes', 'Добавление примечаний'],
    ['no comment can be written', 'не написать ни одного комментария'],
  ),
  right(
    'view_private_notes',
    ['View private notes', 'Просмотр приватных комментариев'],
    ['internal comments of others are not seen', 'чужих внутренних комментариев не видно'],
  ),
  right(
    'set_notes_private',
    ['Set notes as private', 'Размещение приватных комментариев'],
    ['Redmine would publish internal comments', 'Redmine показал бы внутренние комментарии всем'],
  ),
];

const editOwnNotes: Told = ['Edit own notes', 'Редактирование собственных примечаний'];

/** What our role may do in the project. */
export const checkRights = async ({ account, names }: Parts): Promise<readonly Finding[]> => {
  const { project } = await names.get();
  const may = await account.permissions(project.id);
  const findings = needed
    .filter(({ permission }) => !allows(may, permission))
    .map((missing) => lacks(missing, project.name));
  if (!allows(may, 'edit_own_issue_notes') && !allows(may, 'edit_issue_notes'))
    findings.push(cannotHide(project.name));
  if (findings.length > 0) return findings;
  return [
    ok('apiKey', [
      `Our account has the rights that it needs in ${project.name}.`,
      `У нашей учётной записи есть нужные права в ${project.name}.`,
    ]),
  ];
};

const lacks = ({ title, harm }: Right, project: string): Finding =>
  fault(
    'apiKey',
    [
      `Our account lacks "${title[0]}" in ${project}: ${harm[0]}.`,
      `Нашей учётной записи не хватает права «${title[1]}» в ${project}: ${harm[1]}.`,
    ],
    roleAdvice(title),
  );

const cannotHide = (project: string): Finding =>
  warning(
    'apiKey',
    [
      `Our account cannot edit its own notes in ${project}: a note that became public by mistake could not be hidden.`,
      `Наша учётная запись не может править свои примечания в ${project}: ставшее по ошибке общим было бы не скрыть.`,
    ],
    roleAdvice(editOwnNotes),
  );

const roleAdvice = (title: Told): Told => [
  `Tick "${title[0]}" in Administration, Roles and permissions, for the role of our account.`,
  `Отметьте «${title[1]}» («${title[0]}») для роли нашей учётной записи: Администрирование, Роли и права доступа.`,
];
