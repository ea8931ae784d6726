/** What stands in a record's external key field: `SD-1042`, of a further task `SD-1042/2`. */
export interface TicketKey {
  readonly number: string;
  readonly ordinal: number;
}

/** Reads a key field exactly as we write it (case aside); undefined for anything else. */
export const parseKey = (text: string | null): TicketKey | undefined => {
  const match = /^(SD-\d{1,15})(?:\/(\d{1,4}))?$/i.exec(text?.trim() ?? '');
  return match ? { number: match[1]!.toUpperCase(), ordinal: Number(match[2] ?? 1) } : undefined;
};

/** The key of a ticket's first record in a system, or of a further one there. */
export const keyOf = (number: string, ordinal = 1): string =>
  ordinal === 1 ? number : `${number}/${ordinal}`;
