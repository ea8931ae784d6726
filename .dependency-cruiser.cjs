/** The arrows of the house: who may import whom. See docs/architecture.md. */
const rooms = [
  'domain',
  'workflows',
  'activities',
  'connectors',
  'channels',
  'store',
  'api',
  'workers',
  'platform',
  'demo',
  'bench',
  'test',
];
const ours = (...names) => `^(${names.join('|')})/`;
const only = (from, ...to) => ({
  name: `${from}-arrows`,
  comment: `${from}/ may import only: ${to.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: ours(from) },
  to: { path: ours(...rooms.filter((r) => r !== from && !to.includes(r))) },
});

module.exports = {
  forbidden: [
    only('domain'),
    only('platform'),
    only('store', 'domain', 'platform'),
    only('connectors', 'domain', 'platform'),
    only('channels', 'domain', 'platform'),
    only('activities', 'domain', 'store', 'connectors', 'channels', 'platform', 'workflows'),
    only('api', 'domain', 'store', 'platform', 'workflows', 'connectors', 'channels'),
    only('demo', 'platform'),
    only('workflows', 'domain', 'activities'),
    {
      name: 'nothing-imports-test-or-bench',
      severity: 'error',
      from: { pathNot: ours('test', 'bench') },
      to: { path: ours('test', 'bench') },
    },
    {
      name: 'only-workers-start-demo',
      severity: 'error',
      from: {
        path: ours('domain', 'workflows', 'activities', 'connectors', 'channels', 'store', 'api', 'platform'),
      },
      to: { path: ours('demo') },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain/ does no I/O',
      severity: 'error',
      from: { path: '^domain/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'workflows-import-activities-as-types',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflows-domain-only-small',
      comment: 'each cached run pays for what the bundle holds',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^domain/', pathNot: '^domain/(status|sla/next)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflows-npm',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/@temporalio/workflow' },
    },
    {
      name: 'activities-workflows-messages',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^workflows/', pathNot: '^workflows/(messages|ids)' },
    },
    {
      name: 'api-workflows-messages',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^workflows/', pathNot: '^workflows/(messages|ids)' },
    },
    {
      name: 'api-connector-webhook-only',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^connectors/', pathNot: '(webhook|registry|port|configuration)' },
    },
    {
      name: 'api-channel-webhook-only',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^channels/', pathNot: 'webhook' },
    },
    {
      name: 'connector-rooms-are-apart',
      severity: 'error',
      from: { path: '^connectors/([^/]+)/' },
      to: { path: '^connectors/([^/]+)/', pathNot: '^connectors/$1/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan-dev-deps',
      severity: 'error',
      from: { path: ours(...rooms.filter((r) => r !== 'test' && r !== 'bench')) },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'] },
  },
};
