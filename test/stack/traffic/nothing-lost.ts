import type { Client } from '../client';
import { frontPerson } from '../front-person';
import { operatorsHands } from './hands';
import type { Traffic } from './run-traffic';

/** Everything that was acknowledged to somebody, in whichever system, stands in the front: tickets, texts and files. */
export const expectNothingLost = async ({ done }: Traffic, api: Client): Promise<void> => {
  const lost: string[] = [];
  for (const ticket of new Set(done.map((one) => one.ticket))) {
    const number = await operatorsHands(api).find(ticket);
    if (number === undefined) {
      lost.push(ticket);
      continue;
    }
    const front = frontPerson(api);
    const [seen, texts] = [await front.see(number), await front.texts(number)];
    const files = [...seen.attachments, ...texts.flatMap(({ attachments }) => attachments)];
    for (const { act } of done.filter((one) => one.ticket === ticket)) {
      if (act.what === 'say' && !texts.some(({ body }) => body.includes(act.text)))
        lost.push(`${number} ${act.visibility} ${act.text}`);
      if (act.what === 'attach' && !files.some(({ filename }) => filename === act.filename))
        lost.push(`${number} ${act.filename}`);
    }
  }
  expect(lost).toEqual([]);
};
