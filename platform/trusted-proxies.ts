import { isIP } from 'node:net';

/** Names for ranges: 127.0.0.0/8 and ::1; 169.254.0.0/16 and fe80::/10; the private networks of both kinds. */
const names = ['loopback', 'linklocal', 'uniquelocal'];

export const proxiesExpected = `addresses and ranges separated by commas, such as 10.0.0.5, 172.16.0.0/12 or ${names.join(', ')}`;

/**
 * The reverse proxies whose word about the client is believed. Undefined: the text names something else. A number of hops is not
 * taken: it says nothing of who it is that speaks, so that anybody who reaches us directly could say what he likes.
 */
export const trustedProxies = (text: string): readonly string[] | undefined => {
  const given = text.split(',').map((one) => one.trim());
  return given.every((one) => names.includes(one) || isRange(one)) ? given : undefined;
};

/** Everybody (`0.0.0.0/0`) is no range of proxies. */
const isRange = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const kind = address.includes('%') ? 0 : isIP(address);
  if (kind === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128);
};
