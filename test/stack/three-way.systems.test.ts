import { startRealWorld } from './real-world';
import { threeWay } from './scenarios/three-way';

jest.setTimeout(240_000);

threeWay('three real systems with hooks and polls', () => startRealWorld());
threeWay('three real systems with hooks only', () => startRealWorld({ polls: false }));
threeWay('three real systems with polls only', () => startRealWorld({ hooks: false }));
