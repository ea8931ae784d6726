import { startRedmine } from '../systems/redmine';
import { startRequestTracker } from '../systems/request-tracker';
import { startInstallation } from './installation/installation';
import { kills } from './scenarios/kills';

kills('three real systems', async () => {
  const [rt, redmine] = await Promise.all([startRequestTracker(), startRedmine()]);
  return startInstallation({ rt, redmine });
});
