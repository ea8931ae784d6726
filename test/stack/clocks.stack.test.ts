import { demoWorldWithClocks } from './demo-world';
import { clocks } from './scenarios/clocks';

jest.setTimeout(240_000);

clocks(
  'with a desk 90 s ahead and a tracker 90 s behind',
  demoWorldWithClocks({ desk: 90_000, tracker: -90_000 }),
);
clocks(
  'with a desk 90 s behind and a tracker 90 s ahead',
  demoWorldWithClocks({ desk: -90_000, tracker: 90_000 }),
);
