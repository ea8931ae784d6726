import { Agent, request } from 'undici';
import type { Product } from './product';

const agent = new Agent({ connections: 64, keepAliveTimeout: 30_000 });

/** Calls the front's REST with one of its keys in turn; answers with the body. Throws what it says instead of 2xx. */
export const callFront = async <T>(
  product: Product,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  json?: object,
): Promise<T> => {
  const answer = await request(`${product.url}/api/v1${path}`, {
    method,
    dispatcher: agent,
    headers: {
      authorization: `Bearer ${nextKey(product)}`,
      ...(json ? { 'content-type': 'application/json' } : {}),
    },
    ...(json ? { body: JSON.stringify(json) } : {}),
  });
  const text = await answer.body.text();
  if (answer.statusCode > 299)
    throw new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 300)}`);
  return (text ? JSON.parse(text) : undefined) as T;
};

let turn = 0;
const nextKey = ({ keys }: Product): string => keys[turn++ % keys.length]!;

/** A registration like those of a call centre; every hundredth requester is another person. */
export const newTicket = (title: string, n: number, more: object = {}) => ({
  title,
  description: 'Второй этаж, у окна. The second floor, by the window.',
  channel: 'phone',
  requester: { name: `Клиент ${n % 100}`, email: `client${n % 100}@example.com` },
  ...more,
});

export const register = async (
  product: Product,
  title: string,
  n: number,
  more: object = {},
): Promise<string> =>
  (await callFront<{ number: string }>(product, 'POST', '/tickets', newTicket(title, n, more))).number;
