import { randomBytes } from 'node:crypto';
import { deskWords, trackerWords } from '../../words';
import type { Client } from '../client';
import { deskPerson } from '../desk-person';
import { frontPerson } from '../front-person';
import { taskPerson } from '../task-person';
import type { WorldSystems } from '../world';
import { titleOf, type Act, type Edit, type Visibility } from './plan';

/** One person at work in one system: `id` is the ticket's there. */
export interface Hands {
  find(ticket: string): Promise<string | undefined>;
  begin(ticket: string): Promise<void>;
  edit(id: string, edit: Edit): Promise<void>;
  say(id: string, visibility: Visibility, text: string): Promise<void>;
  attach(id: string, filename: string, bytes: Buffer): Promise<void>;
}

/** An operator; `api` must ask again by itself while the front is away. */
export const operatorsHands = (api: Client): Hands => {
  const front = frontPerson(api);
  return {
    async find(ticket) {
      const { json } = await api<{ items: { number: string; title: string }[] }>(
        'GET',
        `/tickets?q=${ticket}`,
      );
      return json.items.find(({ title }) => title.includes(ticket))?.number;
    },
    async begin(ticket) {
      await front.register(titleOf(ticket));
    },
    edit: (id, { field, value }) => front.set(id, { [field]: value }),
    say: (id, visibility, text) => front.say(id, visibility, text),
    async attach(id, name, bytes) {
      const { status } = await api.upload(`/tickets/${id}/attachments`, { name, bytes });
      if (status !== 201) throw new Error(`the front answered ${status}`);
    },
  };
};

export const agentsHands = ({ rt }: WorldSystems): Hands => {
  const olga = deskPerson(rt.asAgent('olga'));
  const names = { title: 'Subject', status: 'Status', priority: 'Priority' } as const;
  return {
    find: async (ticket) => (await olga.called(ticket))[0]?.id,
    async begin(ticket) {
      await olga.create(titleOf(ticket), 'из деска', { Requestor: 'anna@olddesk.example' });
    },
    async edit(id, edit) {
      const value =
        edit.field === 'title' ? edit.value : deskWords[edit.field][edit.value as 'normal' & 'closed']!;
      await olga.set(id, { [names[edit.field]]: value });
    },
    say: (id, visibility, text) => olga.say(id, visibility, text),
    attach: (id, filename, bytes) =>
      olga.say(id, 'internal', `файл ${filename}`, [
        { FileName: filename, FileType: 'application/octet-stream', FileContent: bytes.toString('base64') },
      ]),
  };
};

export const executorsHands = ({ redmine }: WorldSystems): Hands => {
  const ivan = taskPerson(redmine.asExecutor(), redmine);
  const idOf = (words: Readonly<Record<string, number>>, word: string) =>
    words[word.toLowerCase().replace(/ /g, '_')];
  const fieldsOf = ({ field, value }: Edit): object => {
    if (field === 'title') return { subject: value };
    if (field === 'priority') return { priority_id: idOf(redmine.priorities, trackerWords.priority[value]!) };
    return { status_id: idOf(redmine.statuses, trackerWords.status[value]!) };
  };
  return {
    find: async (ticket) => (await ivan.called(ticket))[0]?.id,
    begin: () => Promise.reject(new Error('executors begin no tickets')),
    edit: (id, edit) => ivan.set(id, fieldsOf(edit)),
    say: (id, visibility, text) => ivan.say(id, visibility, text),
    attach: (id, filename, bytes) => ivan.attach(id, filename, bytes),
  };
};

/** Carries one act out. `again`: how often it was tried before; what is said then can be told from the first time. */
export const perform = async (hands: Hands, id: string, act: Act, again: number): Promise<void> => {
  const mark = again === 0 ? '' : `-${again}`;
  if (act.what === 'edit') await hands.edit(id, act.edit);
  if (act.what === 'say') await hands.say(id, act.visibility, `${act.text}${mark}`);
  if (act.what === 'attach')
    await hands.attach(id, `${mark}${act.filename}`, randomBytes(200 + (act.seed % 20_000)));
};
