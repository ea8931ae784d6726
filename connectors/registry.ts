import type { SyncRules } from '../domain/rules';
import type { Configuration } from './configuration';
import type { Connector } from './port';
import { createRedmine } from './redmine/connector';
import { createRequestTracker } from './request-tracker/connector';
import { syncRules } from './sync-rules';
import type { AnySystemConfig } from './system-config';

/** The connector of a configured system. It opens connections only when used; close it at the end. */
export const createConnector = (config: AnySystemConfig): Connector => {
  switch (config.type) {
    case 'request-tracker':
      return createRequestTracker(config);
    case 'redmine':
      return createRedmine(config);
  }
};

/** The rules of a configuration, with what its connectors say of their systems; no system is asked. */
export const configuredRules = (configuration: Configuration): SyncRules =>
  syncRules(configuration, (system) => createConnector(system).capabilities);
