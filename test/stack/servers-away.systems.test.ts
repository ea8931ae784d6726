import { startRedmine } from '../systems/redmine';
import { startRequestTracker } from '../systems/request-tracker';
import { startInstallation } from './installation/installation';
import { serversAway } from './scenarios/servers-away';

serversAway('an installation between real systems', async () => {
  const [rt, redmine] = await Promise.all([startRequestTracker(), startRedmine()]);
  return startInstallation({ rt, redmine });
});
