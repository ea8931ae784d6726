/** What is wrong with something that was sent: the path of the field, e.g. `targets[0].reactionMinutes`, and a sentence. */
export interface Fault {
  readonly field: string;
  readonly message: string;
}
