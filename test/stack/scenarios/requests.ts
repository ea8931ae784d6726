import type { Match } from '../../systems/tamper';

/** Our writing requests to the desk. */
export const desk = {
  create: ({ method, path }) => method === 'POST' && path.endsWith('/ticket'),
  update: ({ method, path }) => method === 'PUT' && /\/ticket\/\d+$/.test(path),
  comment: ({ method, path, body }) =>
    method === 'POST' && /\/(comment|correspond)$/.test(path) && !/Attachments/.test(body),
  attach: ({ method, path, body }) =>
    method === 'POST' && /\/(comment|correspond)$/.test(path) && /Attachments/.test(body),
} satisfies Record<string, Match>;

/** Our writing requests to the tracker. */
export const tracker = {
  create: ({ method, path }) => method === 'POST' && path.startsWith('/issues.json'),
  update: ({ method, body }) => method === 'PUT' && !/notes|uploads/.test(body),
  comment: ({ method, body }) => method === 'PUT' && /"notes"/.test(body),
  attach: ({ method, body }) => method === 'PUT' && /uploads/.test(body),
} satisfies Record<string, Match>;

export type Act = keyof typeof desk;
export const acts: readonly Act[] = ['create', 'update', 'comment', 'attach'];
