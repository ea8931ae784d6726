import { priorities, statuses } from '../../domain/ticket';
import type { Status as OurStatus } from '../../domain/ticket';
import { fault, ok, quoted, warning } from '../findings';
import type { Told } from '../findings';
import type { Finding } from '../port';
import type { RedmineConfig } from '../system-config';
import { checkKeyField } from './check-key-field';
import { checkSlaFields } from './check-sla-fields';
import type { Parts } from './parts';
import { sameName } from './text';
import { has } from './vocabulary';
import type { Vocabulary } from './vocabulary';

/** Project, tracker, key field, statuses and priorities. */
export const checkWords = async (parts: Parts): Promise<readonly Finding[]> => {
  const words = await parts.names.get();
  const { name } = words.project;
  return [
    ok('project', [`The project is "${name}".`, `Проект: "${name}".`]),
    checkTracker(parts.config, words),
    ...(await checkKeyField(parts, words)),
    ...(await checkSlaFields(parts, words)),
    ...statuses.flatMap((status) => checkStatus(parts.config, words, status)),
    ...priorities.flatMap((priority) => checkPriority(parts.config, words, priority)),
  ];
};

const checkTracker = ({ tracker }: RedmineConfig, words: Vocabulary): Finding =>
  words.tracker
    ? ok('tracker', [`The tracker is "${words.tracker.name}".`, `Трекер: "${words.tracker.name}".`])
    : fault(
        'tracker',
        [
          `The project "${words.project.name}" has no tracker "${tracker}".`,
          `В проекте "${words.project.name}" нет трекера "${tracker}".`,
        ],
        [
          'Tick the tracker in the project’s settings, or correct the name.',
          'Отметьте трекер в настройках проекта или исправьте имя.',
        ],
      );

/** Redmine is done with an issue only in a closed status; ours are done when resolved, closed or cancelled. */
const openOnes: readonly OurStatus[] = ['new', 'in_progress', 'waiting_customer', 'waiting_supplier'];
const closedOnes: readonly OurStatus[] = ['closed', 'cancelled'];

const checkStatus = (
  { status: map }: RedmineConfig,
  words: Vocabulary,
  status: OurStatus,
): readonly Finding[] => {
  const key = `status.${status}`;
  const found = words.statuses.find(({ name }) => sameName(name, map[status]));
  if (!found) {
    const message: Told = [
      `Redmine has no status "${map[status]}".`,
      `В Redmine нет статуса "${map[status]}".`,
    ];
    return [fault(key, message, itHas(words.statuses))];
  }
  if (found.isClosed && openOnes.includes(status)) return [closes(key, found.name)];
  if (!found.isClosed && closedOnes.includes(status)) return [leavesOpen(key, found.name)];
  return [];
};

const closes = (key: string, name: string): Finding =>
  warning(
    key,
    [`"${name}" closes an issue in Redmine.`, `"${name}" в Redmine закрывает задачу.`],
    ['Choose an open status for it.', 'Выберите для него открытый статус.'],
  );

const leavesOpen = (key: string, name: string): Finding =>
  warning(
    key,
    [`"${name}" leaves an issue open in Redmine.`, `"${name}" в Redmine оставляет задачу открытой.`],
    ['Choose a status with "Issue closed" ticked.', 'Выберите статус, у которого отмечено «Задача закрыта».'],
  );

const checkPriority = (
  { priority: map }: RedmineConfig,
  words: Vocabulary,
  priority: (typeof priorities)[number],
): readonly Finding[] => {
  if (has(words.priorities, map[priority])) return [];
  const message: Told = [
    `Redmine has no priority "${map[priority]}".`,
    `В Redmine нет приоритета "${map[priority]}".`,
  ];
  return [fault(`priority.${priority}`, message, itHas(words.priorities))];
};

const itHas = (known: readonly { readonly name: string }[]): Told => {
  const names = quoted(known.map(({ name }) => name));
  return [`It has: ${names}.`, `Есть: ${names}.`];
};
