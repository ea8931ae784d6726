// summary.mjs DIR   counts what the steps of .ci/run left there: NAME.exit with each step's exit code, and NAME.json with
// jest's results. Prints `N passed, N failed, N skipped` as its last line; exit code 1 when anything failed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const dir = process.argv[2];

/** A step without tests of its own counts only when it fails, and so does one that says less than its exit code. */
const countOf = (name) => {
  const code = Number(readFileSync(path.join(dir, `${name}.exit`), 'utf8'));
  const file = path.join(dir, `${name}.json`);
  if (!existsSync(file))
    return {
      passed: 0,
      failed: code === 0 ? 0 : 1,
      skipped: 0,
      why: code === 0 ? [] : [`${name}: exit code ${code}`],
    };
  const results = JSON.parse(readFileSync(file, 'utf8'));
  tellSecondTries(results);
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return {
    passed: results.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
    why: [
      ...reasons(results),
      ...(failed === 0 && code !== 0 ? [`${name}: exit code ${code} without a failed test`] : []),
    ],
  };
};

/** What passed only when it was tried again (test/second-try.ts) counts as passed, and is named. */
const tellSecondTries = ({ testResults }) => {
  for (const { name, assertionResults } of testResults)
    for (const { status, invocations, fullName, retryReasons } of assertionResults)
      if (status === 'passed' && invocations > 1)
        console.log(`SECOND TRY ${path.relative(process.cwd(), name)}: ${fullName}${heads(retryReasons)}`);
};

/** How failures begin: who reads the end of a long output need not look for its middle. Without colours. */
const heads = (messages = []) =>
  messages
    .map((message) =>
      message
        .replaceAll(/\u001b\[\d*m/g, '')
        .split(/\n\s+at /)[0]
        .replaceAll(/\s+/g, ' '),
    )
    .map((message) => `\n    ${message.slice(0, 1500)}`)
    .join('');

const reasons = ({ testResults }) =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults
      .filter((one) => one.status === 'failed')
      .map((one) => one.fullName + heads([...(one.retryReasons ?? []), ...one.failureMessages]));
    const of = path.relative(process.cwd(), name);
    if (failed.length > 0) return failed.map((test) => `${of}: ${test}`);
    return status === 'failed' ? [`${of}: ${message.trim().split('\n')[0]}`] : [];
  });

const names = readdirSync(dir).flatMap((file) =>
  file.endsWith('.exit') ? [path.basename(file, '.exit')] : [],
);
const counts = names.map(countOf);
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
for (const line of counts.flatMap(({ why }) => why)) console.log(`FAILED ${line}`);
// Nothing passed is no success, whatever the reason.
const failed = sum('passed') === 0 ? Math.max(1, sum('failed')) : sum('failed');
console.log(`${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped`);
process.exit(failed === 0 ? 0 : 1);
