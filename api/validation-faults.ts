import type { FastifySchemaValidationError } from 'fastify';
import type { Fault } from '../domain/fault';

/** A schema's complaints as faults: one for each field, named by its path. */
export const validationFaults = (
  errors: readonly FastifySchemaValidationError[],
  context: string | undefined,
): readonly Fault[] => {
  const faults = errors
    .flatMap(faultsOf)
    .map((fault) => ({ ...fault, field: fault.field || (context ?? 'body') }));
  return faults.filter(({ field }, i) => faults.findIndex((other) => other.field === field) === i);
};

const faultsOf = (error: FastifySchemaValidationError): readonly Fault[] => {
  const path = pathOf(error.instancePath);
  const names = (key: string): readonly string[] => (error.params[key] as string[] | undefined) ?? [];
  switch (error.keyword) {
    case 'required':
      return names('requiredProperties').map((name) => ({ field: join(path, name), message: 'is required' }));
    case 'additionalProperties':
      return names('additionalProperties').map((name) => ({
        field: join(path, name),
        message: 'is not known here',
      }));
    case 'boolean': // the schema `false` of an unknown property, which the entry above names
      return [];
    case 'enum':
      return [{ field: path, message: `must be one of ${names('allowedValues').join(', ')}` }];
    default:
      return [{ field: path, message: error.message ?? 'does not fit' }];
  }
};

/** `/targets/0/service` → `targets[0].service` */
const pathOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce(join, '');

const join = (path: string, part: string): string => {
  if (/^\d+$/.test(part) && path !== '') return `${path}[${part}]`;
  return path === '' ? part : `${path}.${part}`;
};
