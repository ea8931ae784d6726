import tseslint from 'typescript-eslint';

/** Workflow code runs in a sandbox that replaces Date and Math.random only; these reach the real clock or zone. */
const sandboxTraps = [
  {
    selector: 'MemberExpression[property.name=/^toLocale/]',
    message: 'Depends on the worker’s zone and ICU version: not replay-safe.',
  },
  {
    selector:
      'MemberExpression[property.name=/^(getHours|getMinutes|getDate|getDay|getMonth|getFullYear|getTimezoneOffset)$/]',
    message: 'Local time getters depend on the worker’s zone: not replay-safe.',
  },
  {
    selector: "NewExpression[callee.object.name='Intl']",
    message: 'Intl reads the real clock and host zone data: not replay-safe.',
  },
  {
    selector: "ThrowStatement > NewExpression[callee.name='Error']",
    message: 'A plain Error hangs the workflow in task retries: throw ApplicationFailure.',
  },
  {
    selector: 'Program > VariableDeclaration[kind=let]',
    message: 'Module-level mutable state is shared between runs.',
  },
];

export default tseslint.config(
  { ignores: ['node_modules', 'dist', '.data', 'api/web/assets/vendor', '**/*.cjs'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
      ],
      eqeqeq: ['error', 'smart'],
      'max-lines-per-function': ['warn', { max: 60, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    files: ['workflows/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
        ...sandboxTraps,
      ],
    },
  },
  { files: ['test/**', 'bench/**', '**/*.tsx'], rules: { 'max-lines-per-function': 'off' } },
);
