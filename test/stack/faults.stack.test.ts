import { startDemoWorld } from './demo-world';
import { faults } from './scenarios/faults';

jest.setTimeout(240_000);

faults('three systems, two of them demos, when something breaks', startDemoWorld, 30);
