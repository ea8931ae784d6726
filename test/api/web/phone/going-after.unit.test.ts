import { goingAfter } from '../../../../api/web/phone/going-after';
import { aCall } from './a-call';

const ids = (calls: readonly { readonly id: number }[]) => calls.map(({ id }) => id);

describe('the calls that go on', () => {
  const going = [aCall(3), aCall(2), aCall(1)];

  test('change by those that were read again: new ones come, ended and vanished ones go, the newest stand first', () => {
    const read = [aCall(1, { state: 'answered' }), aCall(4), aCall(2, { state: 'missed' })];
    expect(ids(goingAfter(going, [1, 2, 3, 4], read))).toEqual([4, 1]);
    expect(goingAfter(going, [1], read.slice(0, 1))[2]!.state).toBe('answered');
  });

  test('are one fewer when two turn out to be one', () => {
    expect(ids(goingAfter(going, [1], [aCall(1, { callIds: ['leg-1', 'leg-3'] })]))).toEqual([2, 1]);
    const elsewhere = aCall(1, { callIds: ['leg-1', 'leg-3'], origin: 'asterisk' });
    expect(ids(goingAfter(going, [1], [elsewhere]))).toEqual([3, 2, 1]);
  });
});
