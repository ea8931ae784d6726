import { startRealWorld } from './real-world';
import { visibility } from './scenarios/visibility';

jest.setTimeout(240_000);

visibility('three real systems', startRealWorld);
