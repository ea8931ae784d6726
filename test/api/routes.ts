import type { FastifyInstance } from 'fastify';

export interface Route {
  readonly method: string;
  readonly path: string;
}

/** Every route of the application, as its own picture of them tells. */
export const routesOf = (app: FastifyInstance): readonly Route[] => {
  const parts: string[] = [];
  return app
    .printRoutes({ commonPrefix: false, includeHooks: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', text = ''] = /^([│ ]*)[├└]── (.*)$/.exec(line) ?? [];
      const [, own = text, methods = ''] = /^(.*?) \(([A-Z, ]+)\)$/.exec(text) ?? [];
      const depth = indent.length / 4;
      parts.splice(depth, parts.length, own);
      const path = parts.join('');
      return methods === '' ? [] : methods.split(', ').map((method) => ({ method, path }));
    })
    .filter(({ method }) => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method));
};
