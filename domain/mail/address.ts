/** An address as it stands in a header. */
export interface Address {
  readonly name: string;
  /** In small letters. */
  readonly address: string;
}

/** `support+printers@example.com` is `support@example.com`, with the tag `printers`. */
export const withoutTag = (address: string): { readonly base: string; readonly tag: string } => {
  const match = /^([^+@]+)\+([^@]*)(@.*)$/.exec(address);
  return match ? { base: `${match[1]}${match[3]}`, tag: match[2]! } : { base: address, tag: '' };
};

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** Something that can be written to: one @, no spaces or control characters, not longer than RFC 5321 lets it be. */
export const isAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>(),;:"\\\p{Cc}]+@[^\s@<>(),;:"\\\p{Cc}]+$/u.test(text);
