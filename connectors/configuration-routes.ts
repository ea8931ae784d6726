import Type from 'typebox';
import type { Route } from '../domain/rules';
import { didYouMean } from '../platform/config/did-you-mean';
import type { ConfigDocument } from '../platform/config/document';
import type { KeyPath } from '../platform/config/faults';

const name = Type.String({ minLength: 1, description: 'the name of a system' });
const routeSchema = Type.Object(
  {
    when: Type.Object(
      {
        service: Type.String({ minLength: 1, description: 'the name of a service, or "*" for every ticket' }),
      },
      { additionalProperties: false, description: 'a condition such as {service: "*"}' },
    ),
    to: Type.Union([name, Type.Array(name, { minItems: 1 })], {
      description: 'the name of a system, or a list of such names',
    }),
  },
  { additionalProperties: false, description: 'a route such as {when: {service: "*"}, to: executors}' },
);
const routesSchema = Type.Array(Type.Unknown(), {
  description: 'a list of routes such as - {when: {service: "*"}, to: executors}',
});

/** The file's `routes`; faults are noted in the document. Without `systems` their names are those of the demo. */
export const readRoutes = (document: ConfigDocument): readonly Route[] => {
  const routes = document.section(routesSchema, 'routes') ?? [];
  return routes.flatMap((_, i) => readRoute(document, i) ?? []);
};

const readRoute = (document: ConfigDocument, i: number): Route | undefined => {
  const route = document.section(routeSchema, 'routes', i);
  if (route === undefined) return undefined;
  const targets = [route.to].flat();
  for (const [n, target] of targets.entries())
    checkTarget(document, Array.isArray(route.to) ? ['routes', i, 'to', n] : ['routes', i, 'to'], target);
  return { service: route.when.service, to: [...new Set(targets)] };
};

const checkTarget = (document: ConfigDocument, path: KeyPath, target: string): void => {
  const known = document.keys('systems');
  if (known.length === 0 || known.includes(target)) return;
  const meant = didYouMean(target, known);
  const advice = meant === undefined ? `the systems are ${known.join(', ')}` : `did you mean ${meant}?`;
  document.fault(path, `there is no system ${target.slice(0, 41)}: ${advice}`);
};
