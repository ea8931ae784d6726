import { slaFields } from '../../domain/ticket';
import { fault, ok, warning } from '../findings';
import type { Finding } from '../port';
import type { Client } from './client';
import type { QueueFacts } from './queue';

/** The queue's fields for the contract and its deadlines, and whether RT counts service levels by itself. */
export const checkSla = ({ config }: Client, facts: QueueFacts): readonly Finding[] => [
  ...slaFields.flatMap((field) => {
    const name = config.slaFields?.[field];
    if (name === undefined) return [];
    return [facts.slaFieldIds[field] === undefined ? noField(field, name, facts) : isThere(field, name)];
  }),
  ...(facts.slaDisabled ? [] : [slaIsOn(facts)]),
];

const isThere = (field: string, name: string): Finding =>
  ok(`slaFields.${field}`, [
    `field "${name}" is there; whether our account may change it shows with the first contract`,
    `поле "${name}" есть; право менять его проверится с первым договором`,
  ]);

const noField = (field: string, name: string, { name: queue }: QueueFacts): Finding =>
  fault(
    `slaFields.${field}`,
    [
      `queue "${queue}" has no ticket field "${name}" that our account may see`,
      `у очереди "${queue}" нет поля заявки "${name}", которое видит наша учётная запись`,
    ],
    [
      `run connectors/request-tracker/hook/install.sh with --sla-field "${name}" on RT's host, or create it (Admin > Custom Fields: Enter one value, Tickets) and grant SeeCustomField and ModifyCustomField`,
      `запустите connectors/request-tracker/hook/install.sh с --sla-field "${name}" на машине RT или создайте поле (Admin > Custom Fields: Enter one value, Tickets) и дайте права SeeCustomField и ModifyCustomField`,
    ],
  );

const slaIsOn = ({ id, name }: QueueFacts): Finding =>
  warning(
    'queue',
    [
      `service levels are switched on in queue "${name}": RT computes Starts and Due by its own rules`,
      `в очереди "${name}" включены уровни обслуживания: RT сам считает Starts и Due по своим правилам`,
    ],
    [
      `the contracts are kept in the front: switch them off in the queue (Admin > Queues > ${name} > Basics: untick "SLA Enabled"), or PUT {"SLADisabled": 1} to /REST/2.0/queue/${id} as an administrator`,
      `договоры ведутся во фронте: выключите их в очереди (Admin > Queues > ${name} > Basics: снимите «SLA Enabled») или отправьте PUT {"SLADisabled": 1} на /REST/2.0/queue/${id} от имени администратора`,
    ],
  );
