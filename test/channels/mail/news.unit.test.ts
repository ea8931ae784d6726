import { createNews } from '../../../channels/mail/news';

const aMinute = 60_000;

describe('news of a connection', () => {
  it('end a wait at once', async () => {
    const news = createNews();
    const heard = news.heard(aMinute);
    news.ring();
    await heard;
    expect(news.pending()).toBe(false);
  });

  it('are remembered while nobody waits', () => {
    const news = createNews();
    news.ring();
    expect(news.pending()).toBe(true);
    expect(news.pending()).toBe(false);
  });

  it('are remembered also after an earlier wait, whether it ended by news or by its time', async () => {
    const news = createNews();
    await news.heard(1);
    news.ring();
    expect(news.pending()).toBe(true);
    const heard = news.heard(aMinute);
    news.ring();
    await heard;
    news.ring();
    expect(news.pending()).toBe(true);
  });
});
