const attribute = 'x-sagadesk-author';

const mark = new RegExp(`;\\s*${attribute}="?([^\\s";]+)`, 'i');

/** The author that the lines of a part's head name, in small letters. */
export const authorIn = (head: string): string | undefined => mark.exec(head)?.[1]?.toLowerCase();

/** An address that needs no quoting inside quotes, and breaks out of no header. */
const plain = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9.-]{1,190}$/i;

/**
 * A media type that says who on the requester's side wrote what it stands on. RT's REST takes no list of people whom it shall not mail
 * (RT::REST2::Resource::Message, 5.0.3), but keeps a part's Content-Type with its parameters: the hook's scrip reads it before RT mails
 * anybody (hook/prepare.pl), so that nobody gets his own words back. Without the hook it says nothing to anybody.
 */
export const markedWithAuthor = (mediaType: string, address: string | undefined): string =>
  address !== undefined && plain.test(address) ? `${mediaType}; ${attribute}="${address}"` : mediaType;
