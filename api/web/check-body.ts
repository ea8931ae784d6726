import { TypeBoxValidatorCompiler, type Static, type TSchema } from '@fastify/type-provider-typebox';
import { invalid } from '../problem';
import { validationFaults } from '../validation-faults';

type Validator = (body: unknown) => { readonly error?: unknown };
const validators = new WeakMap<TSchema, Validator>();

/** A form’s content held against the schema of the call that does the same; throws 422 with the fields at fault. */
export const checkBody = <S extends TSchema>(schema: S, body: unknown): Static<S> => {
  const known = validators.get(schema) ?? compile(schema);
  validators.set(schema, known);
  const { error } = known(body);
  if (error) throw invalid(validationFaults(error as Parameters<typeof validationFaults>[0], 'body'));
  return body as Static<S>;
};

const compile = (schema: TSchema): Validator =>
  TypeBoxValidatorCompiler({ schema, method: 'POST', url: '', httpPart: 'body' }) as Validator;
