import { cacheDirectory } from '../../platform/servers/paths';
import { findTemporalCli } from '../../platform/servers/temporal';
import { findTimeSkippingServer } from '../../platform/servers/test-server';

/** Of what is tried only that which takes time is worth a line. */
const tells = /building it with Go;|still building|Maven/;

/**
 * Downloads or builds both Temporal servers where they are missing, before any test waits for one: a build takes minutes,
 * and several test files would build at once. What cannot be had fails in the tests that need it, with the same words.
 */
export async function prepareTemporalServers(): Promise<void> {
  const cacheDir = cacheDirectory();
  const tell = (text: string): void => void (tells.test(text) && console.log(text));
  const log = { info: tell, warn: tell };
  for (const find of [findTemporalCli, findTimeSkippingServer])
    await find({ cacheDir, log }).catch((fault: Error) => console.warn(fault.message));
}
