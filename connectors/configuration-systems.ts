import Type from 'typebox';
import { front } from '../domain/ticket';
import type { ConfigDocument } from '../platform/config/document';
import { systemSchemas, systemTypes, withDefaults } from './settings';
import type { AnySystemConfig } from './system-config';

/** The file's `systems`; what is wrong is noted in the document, and a system with a fault is left out. */
export const readSystems = (document: ConfigDocument): readonly AnySystemConfig[] => {
  document.section(Type.Record(Type.String(), Type.Unknown()), 'systems');
  const names = document.keys('systems');
  checkNames(document, names);
  const systems = names.flatMap((name) => readSystem(document, name) ?? []);
  checkDesks(document, names);
  return systems;
};

const readSystem = (document: ConfigDocument, name: string): AnySystemConfig | undefined => {
  const type = document.section(Type.Enum([...systemTypes]), 'systems', name, 'type');
  if (type === undefined) {
    document.fault(['systems', name, 'type'], `missing: expected one of ${systemTypes.join(', ')}`);
    return undefined;
  }
  const given = document.section(systemSchemas[type], 'systems', name);
  if (given === undefined) return undefined;
  if (given.pollSeconds === 0 && given.webhookSecret === undefined)
    document.fault(
      ['systems', name, 'pollSeconds'],
      'expected more than 0, or a webhookSecret: with neither nothing would ever be read from this system',
    );
  return withDefaults(name, given);
};

/** They stand in addresses, task queues and pages. */
const checkNames = (document: ConfigDocument, names: readonly string[]): void => {
  for (const [i, name] of names.entries()) {
    const path = ['systems', name];
    const twin = names.slice(0, i).find((other) => other.toLowerCase() === name.toLowerCase());
    if (name.toLowerCase() === front)
      document.fault(path, 'this name is taken by Sagadesk itself: choose another');
    else if (!/^[a-z0-9][a-z0-9_-]{0,40}$/i.test(name))
      document.fault(
        path,
        'expected a name of at most 41 Latin letters, digits, hyphens and underscores, beginning with a letter or digit',
      );
    else if (twin !== undefined)
      document.fault(path, `expected a name that differs from ${twin} by more than case`);
  }
};

const checkDesks = (document: ConfigDocument, names: readonly string[]): void => {
  const role = Type.Enum(['desk', 'tracker']);
  const [first, ...more] = names.filter((name) => document.section(role, 'systems', name, 'role') === 'desk');
  for (const name of more)
    document.fault(
      ['systems', name, 'role'],
      `expected tracker: there can be one desk for now, and that is ${first}`,
    );
};
