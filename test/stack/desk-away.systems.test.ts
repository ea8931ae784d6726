import { startRealWorld } from './real-world';
import { deskAway } from './scenarios/desk-away';
import { setScene } from './scenarios/scene';
import { secondsFrom } from './traffic/random';

jest.setTimeout((secondsFrom('OUTAGE_SECONDS', 60) + 500) * 1000);

describe('a real desk', () => {
  deskAway(setScene(() => startRealWorld()));
});
