import { may, type Right } from '../../domain/role';
import type { Visitor } from './visitor';

/** Whether who looks at a page may do this; nobody may who has not signed in. */
export const visitorMay = ({ principal }: Pick<Visitor, 'principal'>, right: Right): boolean =>
  principal !== null && may(principal.role, right);
