import { startRealWorld } from './real-world';
import { faults } from './scenarios/faults';

jest.setTimeout(600_000);

faults('three real systems when something breaks', startRealWorld);
