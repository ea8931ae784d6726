import { startRealWorld } from './real-world';
import { mangledHooks } from './scenarios/mangled-hooks';

jest.setTimeout(300_000);

mangledHooks('three real systems behind a bad network for hooks', startRealWorld, 6);
