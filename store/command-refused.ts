/** A command cannot be carried out: the field at fault and what to do, for the person who gave it. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';

  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}
