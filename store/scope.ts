/** Whose eyes see it: staff see everything, a portal user what is his and public. */
export interface Scope {
  readonly contactId?: number;
}
