import { addBusinessMinutes } from '../calendar/arithmetic';
import type { Instant } from '../ticket';
import type { NotCovered, Question, SlaContract } from './cover';
import { cover } from './cover';

/** What a ticket registered at that instant would get. `due` is absent where it lies beyond a hundred years. */
export type Preview =
  | {
      readonly covered: true;
      readonly reaction: { readonly due?: Instant; readonly minutes: number };
      readonly resolution: { readonly due?: Instant; readonly minutes: number };
    }
  | { readonly covered: false; readonly because: NotCovered };

export const preview = (contract: SlaContract, question: Question): Preview => {
  const answer = cover(contract, question);
  if (!answer.covered) return answer;
  const dueIn = (minutes: number) => {
    const due = addBusinessMinutes(contract.calendar, question.at, minutes);
    return due === undefined ? { minutes } : { minutes, due };
  };
  return {
    covered: true,
    reaction: dueIn(answer.target.reactionMinutes),
    resolution: dueIn(answer.target.resolutionMinutes),
  };
};
