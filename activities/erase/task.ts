import type { KnownBy } from '../../domain/mask';

/** A person on his way out of one system. */
export interface Task {
  readonly contactId: number;
  readonly system: string;
  /** What he is called now. */
  readonly name: string;
  readonly person: KnownBy;
  readonly mask: (text: string) => string;
}
