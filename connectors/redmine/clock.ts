import type { RedmineClient } from './client';

/** How long a measured offset holds, in milliseconds. */
const holdMs = 60_000;

/**
 * Redmine's clock. Puma sends no Date header, and a proxy's is not the clock that stamps the issues; but the feed of an
 * empty list says `updated`: Time.now (common/feed.atom.builder, 1.x to 7.0). Where feeds are barred, the Date header must do.
 */
export class Clock {
  private triedAt = -Infinity;
  private measured: number | undefined;

  constructor(
    private readonly client: RedmineClient,
    private readonly localNow: () => number = () => Date.now(),
  ) {}

  /** Their clock minus ours in milliseconds, good to half a second or so; measured once a minute. Never throws. */
  async offset(): Promise<number> {
    if (this.localNow() - this.triedAt >= holdMs) await this.measure();
    return this.measured ?? this.client.http.clockOffset;
  }

  private async measure(): Promise<void> {
    const sent = this.localNow();
    const query = { issue_id: 0, status_id: '*' };
    const headers = { accept: 'application/atom+xml' };
    const request = { method: 'GET', path: '/issues.atom', query, headers } as const;
    // A Redmine that is away says so to whoever asks it for more than the time.
    const answer = await this.client.http.send(request).catch(() => undefined);
    this.triedAt = this.localNow();
    const feed = answer?.body.toString('utf8') ?? '';
    const theirs = Date.parse(/<updated>([^<]+)<\/updated>/.exec(feed)?.[1] ?? '');
    if (!feed.includes('<entry') && !Number.isNaN(theirs))
      this.measured = Math.round(theirs + 500 - (sent + this.triedAt) / 2);
  }
}
