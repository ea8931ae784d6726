/** What a signed address or Message-ID of ours says; the signature itself is made and checked in channels/mail. */
export interface Token {
  /**
   * r: a reply of this contact; s, i: of this member of staff, to something public or internal; b: a bounce of this outgoing
   * mail; m: the outgoing mail itself.
   */
  readonly kind: 'r' | 's' | 'i' | 'b' | 'm';
  /** `SD-1042` */
  readonly ticket: string;
  /** The contact's id (r), the user's (s, i) or the outgoing mail's (b, m). */
  readonly id: number;
}

/** What is signed. Small letters only: servers on the way change the case of local parts. */
export const tokenBody = ({ kind, ticket, id }: Token): string =>
  `${ticket.toLowerCase()}.${kind}.${id.toString(36)}`;

/** At most 64 octets with any mailbox name of 20 (RFC 5321, 4.5.3.1.1); no `=` or `/`, which some servers refuse. */
const form = /^(sd-\d{1,15})\.([rsibm])\.([0-9a-z]{1,11})\.([a-z2-7]{16})$/;

/** Reads what looks like a token; whether its signature holds is another matter. */
export const readToken = (text: string): { readonly token: Token; readonly mac: string } | undefined => {
  const match = form.exec(text.toLowerCase());
  if (!match) return undefined;
  const id = parseInt(match[3]!, 36);
  if (!Number.isSafeInteger(id)) return undefined;
  return { token: { kind: match[2] as Token['kind'], ticket: match[1]!.toUpperCase(), id }, mac: match[4]! };
};
