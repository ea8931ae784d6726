import { startDemoWorld } from './demo-world';
import { threeWay } from './scenarios/three-way';

jest.setTimeout(240_000);

threeWay('three systems, two of them demos, with hooks and polls', () => startDemoWorld());
