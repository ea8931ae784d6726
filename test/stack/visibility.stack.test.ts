import { startDemoWorld } from './demo-world';
import { visibility } from './scenarios/visibility';

jest.setTimeout(240_000);

visibility('three systems, two of them demos', startDemoWorld);
