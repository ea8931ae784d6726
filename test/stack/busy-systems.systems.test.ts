import { startRealWorld } from './real-world';
import { busySystems } from './scenarios/busy-systems';

jest.setTimeout(240_000);

busySystems('three real systems when one is busy', startRealWorld);
