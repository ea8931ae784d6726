import { startDemoWorld } from './demo-world';
import { hazards } from './scenarios/hazards';

jest.setTimeout(240_000);

hazards('three systems, two of them demos, with what is hard about them', startDemoWorld);
