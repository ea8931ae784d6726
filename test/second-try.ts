/**
 * In CI a test of whole processes gets a second try: its machine is shared, and a neighbour's load must not refuse a good
 * commit. Nothing is hidden by it: the summary names every test that needed one (.ci/summary.mjs). By hand there is none.
 */
if (process.env.CI) jest.retryTimes(1, { logErrorsBeforeRetry: true, retryImmediately: true });
