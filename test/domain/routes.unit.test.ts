import { systemsFor } from '../../domain/routes';
import { rules } from './rules';

const routed = (...routes: (readonly [string, readonly string[]])[]) => ({
  ...rules,
  routes: routes.map(([service, to]) => ({ service, to })),
});

it('every ticket belongs into the desk', () => {
  expect(systemsFor(routed(), 'Printing')).toEqual(['helpdesk']);
  expect(systemsFor(routed(), null)).toEqual(['helpdesk']);
});

it('the first route that matches decides, without regard to case', () => {
  const how = routed(['printing', ['builders']], ['*', ['executors']]);
  expect(systemsFor(how, 'Printing')).toEqual(['helpdesk', 'builders']);
  expect(systemsFor(how, 'Network')).toEqual(['helpdesk', 'executors']);
});

it('the star matches a ticket without a service too, a name does not', () => {
  expect(systemsFor(routed(['*', ['executors']]), null)).toEqual(['helpdesk', 'executors']);
  expect(systemsFor(routed(['printing', ['executors']]), null)).toEqual(['helpdesk']);
});

it('a route may lead to several systems, each once', () => {
  expect(systemsFor(routed(['*', ['executors', 'builders', 'helpdesk', 'executors']]), null)).toEqual([
    'helpdesk',
    'executors',
    'builders',
  ]);
});
