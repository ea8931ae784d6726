import { startRealWorld } from './real-world';
import { contractShown } from './scenarios/contract-shown';

jest.setTimeout(240_000);

contractShown('three real systems', startRealWorld);
