import { startDemoWorld } from './demo-world';
import { contractShown } from './scenarios/contract-shown';

jest.setTimeout(240_000);

contractShown('three systems, two of them demos', startDemoWorld);
