import { changed, faultsOf, smallest } from './configuration-text';

describe('a fault of the configuration', () => {
  it('is a missing key', () => {
    expect(faultsOf(changed('    queue: Support\n', ''))).toEqual([
      'line 2: systems.helpdesk.queue: missing: expected the name of the queue whose tickets are kept the same',
    ]);
  });

  it('is a misspelt key, also at the top', () => {
    const text = changed('    url: http://127.0.0.1:9081', '    ulr: http://127.0.0.1:9081').replace(
      'routes:',
      'route:',
    );
    expect(faultsOf(text)).toEqual([
      'line 10: systems.executors.url: missing: expected the address of the system, http:// or https://, without user, query or fragment',
      'line 13: systems.executors.ulr: unknown key: did you mean url?',
      'line 19: route: unknown key: did you mean routes?',
    ]);
  });

  it('is a type that is unknown or missing: the other systems are still checked', () => {
    const text = changed('type: request-tracker', 'type: request_tracker').replace('    apiKey: abc\n', '');
    expect(faultsOf(text)).toEqual([
      'line 3: systems.helpdesk.type: expected one of request-tracker, redmine, found request_tracker: did you mean request-tracker?',
      "line 10: systems.executors.apiKey: missing: expected the API key of Sagadesk's own account there",
    ]);
    expect(faultsOf(changed('    type: request-tracker\n', ''))).toEqual([
      'line 2: systems.helpdesk.type: missing: expected one of request-tracker, redmine',
    ]);
  });

  it('is a status or priority of ours that is not mapped, or none of ours', () => {
    const text = changed('waiting_supplier: stalled, ', '').replace('urgent: Urgent', 'urgnt: Urgent');
    expect(faultsOf(text)).toEqual([
      "line 8: systems.helpdesk.status.waiting_supplier: missing: expected the system's status that stands for our waiting_supplier",
      "line 18: systems.executors.priority.urgent: missing: expected the system's priority that stands for our urgent",
      'line 18: systems.executors.priority.urgnt: unknown key: did you mean urgent?',
    ]);
  });

  it('is a map that is missing as a whole', () => {
    expect(faultsOf(changed(/ {4}priority: \{low: 10.*\n/, ''))).toEqual([
      "line 2: systems.helpdesk.priority: missing: expected a mapping that gives the system's priority for each of low, normal, high, urgent",
    ]);
  });

  it.each([
    ['url: ftp://127.0.0.1', 'expected the address of the system'],
    ['url: http://user:hunter2@127.0.0.1', 'expected the address of the system'],
    ['url: http://127.0.0.1/?a=b', 'expected the address of the system'],
  ])('is an address that is none: %s', (line, message) => {
    const faults = faultsOf(changed('url: http://127.0.0.1:9080/rt/', line));
    expect(faults).toEqual([expect.stringContaining(`line 5: systems.helpdesk.url: ${message}`)]);
    expect(faults.join()).not.toContain('hunter2');
  });

  it.each([
    ['pollSeconds: -1', 'expected a number of seconds from 0 (webhooks only) to 86400'],
    ['pollSeconds: often', 'expected a number of seconds from 0 (webhooks only) to 86400'],
    ['language: de', 'expected en or ru: the language of what Sagadesk itself says there, found de'],
    ['rereadMinutes: 0', 'expected a number of minutes above 0, at most 1440'],
    ['requestTimeoutSeconds: 0', 'expected a number of seconds from 1 to 600'],
    ['pushesPerSecond: 0', 'expected a number of pushes per second above 0, at most 1000'],
    [
      'publicComments: all',
      'expected correspondence: this type of system has its own distinction, found all',
    ],
    ['role: desc', 'expected one of desk, tracker, found desc: did you mean desk?'],
  ])('is a value out of its bounds: %s', (line, message) => {
    const key = line.split(':')[0];
    const text = changed(
      '    role: desk\n',
      key === 'role' ? `    ${line}\n` : `    role: desk\n    ${line}\n`,
    );
    expect(faultsOf(text)).toEqual([`line ${key === 'role' ? 4 : 5}: systems.helpdesk.${key}: ${message}`]);
  });

  it('is a system that could never be read', () => {
    expect(faultsOf(changed('    role: desk\n', '    role: desk\n    pollSeconds: 0\n'))).toEqual([
      'line 5: systems.helpdesk.pollSeconds: expected more than 0, or a webhookSecret: with neither nothing would ever be read from this system',
    ]);
    const hooked = '    role: desk\n    pollSeconds: 0\n    webhookSecret: s\n';
    expect(faultsOf(changed('    role: desk\n', hooked))).toEqual([]);
  });

  it('is a second desk', () => {
    expect(faultsOf(changed('role: tracker', 'role: desk'))).toEqual([
      'line 12: systems.executors.role: expected tracker: there can be one desk for now, and that is helpdesk',
    ]);
  });

  it.each([
    ['front', 'this name is taken by Sagadesk itself: choose another'],
    ['Helpdesk', 'expected a name that differs from helpdesk by more than case'],
    [
      'IT executors',
      'expected a name of at most 41 Latin letters, digits, hyphens and underscores, beginning with a letter or digit',
    ],
    [
      '__proto__',
      'expected a name of at most 41 Latin letters, digits, hyphens and underscores, beginning with a letter or digit',
    ],
  ])('is the name %s for a system', (name, message) => {
    const text = changed('  executors:\n', `  ${name}:\n`).replace('to: executors', 'to: helpdesk');
    expect(faultsOf(text)).toEqual([`line 10: systems.${name}: ${message}`]);
  });

  it('is a route to nowhere', () => {
    expect(faultsOf(changed('to: executors', 'to: executers'))).toEqual([
      'line 20: routes[0].to: there is no system executers: did you mean executors?',
    ]);
    expect(faultsOf(changed('to: executors', 'to: [executors, zebra]'))).toEqual([
      'line 20: routes[0].to[1]: there is no system zebra: the systems are helpdesk, executors',
    ]);
    expect(faultsOf(changed('to: executors', 'to: []'))).toEqual([
      'line 20: routes[0].to: expected the name of a system, or a list of such names',
    ]);
  });

  it('is a route without a condition', () => {
    expect(faultsOf(changed('{when: {service: "*"}, to: executors}', '{to: executors}'))).toEqual([
      'line 20: routes[0].when: missing: expected a condition such as {service: "*"}',
    ]);
  });

  it('is a speaker that does not exist', () => {
    expect(faultsOf(`${smallest}speaksToRequester: desk\n`)).toEqual([
      'line 21: speaksToRequester: expected one of front, helpdesk, executors',
    ]);
  });

  it('is a wrong word in sync', () => {
    const sync =
      'sync:\n  tieOrder: [helpdesk, nobody, helpdesk]\n  trackersThatRegister: [helpdesk]\n  from: yesterday\n  owners: {status: me, tittle: front}\n';
    expect(faultsOf(smallest + sync)).toEqual([
      'line 22: sync.tieOrder[1]: expected one of helpdesk, executors, front',
      'line 22: sync.tieOrder[2]: expected every name only once',
      'line 23: sync.trackersThatRegister[0]: expected the name of a system with role: tracker',
      'line 24: sync.from: expected open, or an instant such as 2026-01-01T00:00:00Z',
      'line 25: sync.owners.tittle: unknown key: did you mean title?',
    ]);
    expect(faultsOf((smallest + sync).replace(', tittle: front', ''))).toContain(
      'line 25: sync.owners.status: expected one of helpdesk, executors, front',
    );
  });

  it('is a place to call that is more or less than an origin, or a secret that is none', () => {
    const said = faultsOf(`${smallest}sla: {webhooks: {allow: ['https://a.example/x'], secret: short}}\n`);
    expect(said.join('\n')).toMatch(/sla\.webhooks\.allow.*an origin/s);
    expect(said.join('\n')).toMatch(/at least 16 characters/);
  });

  it('in one place hides none in another', () => {
    const routes =
      '  - {to: executors}\n  - {when: {service: Mail}, to: nowhere}\nsync: {form: x, tieOrder: [zebra]}\n';
    expect(faultsOf(changed('role: tracker', 'role: desk\n    pollSecs: 1') + routes)).toEqual([
      'line 12: systems.executors.role: expected tracker: there can be one desk for now, and that is helpdesk',
      'line 13: systems.executors.pollSecs: unknown key: did you mean pollSeconds?',
      'line 22: routes[1].when: missing: expected a condition such as {service: "*"}',
      'line 23: routes[2].to: there is no system nowhere: the systems are helpdesk, executors',
      'line 24: sync.form: unknown key: did you mean from?',
      'line 24: sync.tieOrder[0]: expected one of helpdesk, executors, front',
    ]);
  });

  it('is a variable that is not set, in every section', () => {
    const text = changed('token: abc', 'token: ${NO_TOKEN}') + 'mail: {smtp: {password: "${NO_PASSWORD}"}}\n';
    expect(faultsOf(text)).toEqual([
      'line 6: systems.helpdesk.token: the environment variable NO_TOKEN is not set: set it, or write the value here',
      'line 21: mail.smtp.password: the environment variable NO_PASSWORD is not set: set it, or write the value here',
    ]);
  });

  it('is a section of another shape than its owner wants', () => {
    expect(faultsOf(`${smallest}notifications: {rulez: []}\n`)).toEqual([
      'line 21: notifications.rulez: unknown key: did you mean rules?',
    ]);
    expect(faultsOf(`${smallest}mail: {smpt: {}}\n`)).toEqual([
      'line 21: mail.smpt: unknown key: did you mean smtp?',
    ]);
    expect(faultsOf(`${smallest}mail: yes\n`)).toEqual([
      'line 21: mail: expected a mapping (`key: value` lines)',
    ]);
  });

  it('is an address of the front that is none', () => {
    expect(faultsOf(`${smallest}publicUrl: desk.example\n`)).toEqual([
      'line 21: publicUrl: expected the address under which people reach the front, http:// or https://',
    ]);
  });

  it('is systems that are no mapping', () => {
    expect(faultsOf('systems: [a]\n')).toEqual(['line 1: systems: expected a mapping (`key: value` lines)']);
    expect(faultsOf('systems: {helpdesk: rt}\n')).toEqual([
      'line 1: systems.helpdesk.type: missing: expected one of request-tracker, redmine',
    ]);
  });
});
