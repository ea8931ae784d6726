import type { Language } from '../../domain/language';
import { remarkIn } from '../../domain/remark';
import type { CommentView } from '../../store/comment-list';

/** What a comment says to this reader: words of our own in his language, anybody else's as they were written. */
export const spoken = ({ remark, body }: Pick<CommentView, 'remark' | 'body'>, language: Language): string =>
  remark ? remarkIn(remark, language) : body;
