import { startDemoWorld } from './demo-world';
import { hideBehindProxy, vanishedRecords } from './scenarios/vanished-records';

jest.setTimeout(240_000);

vanishedRecords('three systems, two of them demos, whose records vanish', startDemoWorld, hideBehindProxy);
