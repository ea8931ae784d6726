import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Board, Lists } from '../../../../api/web/phone/board';
import type { CallView } from '../../../../store/calls/call-view';
import { followScreen, followTelephone } from '../../../../api/web/phone/page-follower';
import { aCall } from './a-call';

const olga = { userId: 1, login: 'olga' };
const missed = aCall(90, { state: 'missed', callBackBy: new Date(0) });

const boardOf = (going: readonly CallView[], lists?: Lists): Board => ({
  going,
  caller: () => undefined,
  lists: () => lists,
});

/** The end of a stream that is read when the test says so. */
const slowPage = () => {
  const sent: string[] = [];
  const page = Object.assign(new EventEmitter(), {
    destroyed: false,
    writableNeedDrain: false,
    write: (text: string) => void sent.push(text),
  });
  return { sent, page, out: page as unknown as ServerResponse };
};
const eventsOf = (sent: readonly string[]) => sent.join('').match(/^event: \w+$/gm) ?? [];

describe('a page that follows the calls', () => {
  test('is told once what it does not show yet', () => {
    const { sent, out } = slowPage();
    const { show } = followScreen({ out, viewer: olga, language: 'ru', csrf: 'csrf-of-olga' });
    const call = aCall(1);
    show(boardOf([call]));
    expect(sent.join('')).toContain('id=\\"call-1\\"');
    show(boardOf([call]));
    expect(sent).toHaveLength(1);
    show(boardOf([call], { toCallBack: [missed], withoutTicket: [] }));
    expect(eventsOf(sent)).toEqual(['event: cards', 'event: lists']);
    expect(sent[1]).toContain('value=\\"csrf-of-olga\\"');
  });

  test('that is slow to read is told the newest state, and none of those that it missed', () => {
    const { sent, page, out } = slowPage();
    const { show } = followScreen({ out, viewer: olga, language: 'ru', csrf: 'x' });
    show(boardOf([aCall(1)]));
    page.writableNeedDrain = true;
    for (let n = 2; n < 50; n++) show(boardOf([aCall(n)]));
    expect(sent).toHaveLength(1);
    expect(page.listenerCount('drain')).toBe(1);
    page.writableNeedDrain = false;
    page.emit('drain');
    expect(sent).toHaveLength(2);
    expect(sent[1]).toContain('"order":["call-49"]');
  });

  test('that is gone is told nothing', () => {
    const { sent, page, out } = slowPage();
    const { show } = followScreen({ out, viewer: olga, language: 'ru', csrf: 'x' });
    page.destroyed = true;
    show(boardOf([aCall(1)]));
    expect(sent).toEqual([]);
  });

  test('of a form hears of its own telephone only', () => {
    const { sent, out } = slowPage();
    const { show } = followTelephone({ out, viewer: olga });
    show(boardOf([aCall(1), aCall(2, { ringsAt: ['olga'] })]));
    show(boardOf([aCall(3), aCall(2, { ringsAt: ['olga'] })]));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatch(/^event: telephone\ndata: "2 ringing/);
  });

  test('nothing that a caller is named breaks out of what is sent', () => {
    const { sent, out } = slowPage();
    const { show } = followScreen({ out, viewer: olga, language: 'en', csrf: 'x' });
    show(boardOf([aCall(1, { callerName: '<img src=x onerror=alert(1)>\n\nevent: cards\ndata: {}' })]));
    expect(eventsOf(sent)).toEqual(['event: cards']);
    expect(sent[0]).toContain('&lt;img src=x');
  });
});
