import type { Priority } from '../../../domain/ticket';
import type { ApiSystem } from '../../options';
import type { Visitor } from '../visitor';
import { PriorityBadge } from './badges';

interface Props {
  readonly visitor: Visitor;
  readonly systems: readonly ApiSystem[];
  readonly priority: Priority;
}

/** Before a ticket is saved: what will go where, and how urgent it will be. */
export const GoesTo = ({ visitor: { texts }, systems, priority }: Props) => (
  <p id="goes-to" class="goes-to">
    <b>{texts.questions.goesTo}:</b>{' '}
    {systems
      .map(({ name, role, place }) => `${texts.questions.role[role]}: ${place ? `${place} (${name})` : name}`)
      .join(', ')}
    {' · '}
    {texts.field.priority}: <PriorityBadge priority={priority} texts={texts} />
  </p>
);
