import { createLogger } from '../../platform/log';
import { sdkLogger } from '../../workers/sdk-log';

const recorded = () => {
  const lines: string[] = [];
  const log = createLogger({ level: 'debug', destination: { write: (line) => lines.push(line) } });
  return { sdk: sdkLogger(log), all: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

describe('a line of Temporal’s SDK', () => {
  it('has the level and the names of our own lines, and the ticket whose workflow it is about', () => {
    const { sdk, all } = recorded();
    sdk.warn('Activity failed', {
      workflowId: 'ticket/SD-1042',
      workflowRunId: 'run-1',
      attempt: 2,
      taskToken: 'opaque',
      error: new Error('refused'),
    });
    expect(all()).toMatchObject([
      {
        level: 'warn',
        msg: 'Activity failed',
        ticket: 'SD-1042',
        workflowId: 'ticket/SD-1042',
        runId: 'run-1',
        attempt: 2,
        err: { message: 'refused' },
      },
    ]);
    expect(Object.keys(all()[0]!)).not.toContain('taskToken');
  });

  it('names no ticket where it is about none, and is left out where it says what is intended', () => {
    const { sdk, all } = recorded();
    sdk.error('lost', { workflowId: 'source/helpdesk' });
    sdk.warn('No workflows registered, not polling for workflow tasks');
    sdk.info('talkative');
    expect(all()).toHaveLength(1);
    expect(all()[0]).not.toHaveProperty('ticket');
  });
});
