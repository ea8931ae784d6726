import { startRealWorld } from './real-world';
import { hazards } from './scenarios/hazards';

jest.setTimeout(240_000);

hazards('three real systems with what is hard about them', startRealWorld);
