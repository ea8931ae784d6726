import { startDemoWorld } from './demo-world';
import { busySystems } from './scenarios/busy-systems';

jest.setTimeout(240_000);

busySystems('three systems, two of them demos, when one is busy', startDemoWorld);
