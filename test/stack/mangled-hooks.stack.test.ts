import { startDemoWorld } from './demo-world';
import { mangledHooks } from './scenarios/mangled-hooks';

jest.setTimeout(240_000);

mangledHooks('three systems, two of them demos, behind a bad network for hooks', startDemoWorld, 12);
