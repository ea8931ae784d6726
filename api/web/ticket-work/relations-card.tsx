import { relations } from '../../../domain/relation';
import type { RelationView } from '../../../store/relations';
import { StatusBadge } from '../components/badges';
import { choicesOf, Csrf, Input, Select } from '../components/form-parts';
import type { Visitor } from '../visitor';

interface Props {
  readonly visitor: Visitor;
  readonly number: string;
  readonly links: readonly RelationView[];
  readonly typed: Readonly<Record<string, string>>;
}

/** How the ticket stands to others, from whichever end it was said. */
export const RelationsCard = ({ visitor, number, links, typed }: Props) => {
  const { texts } = visitor;
  const { work } = texts;
  const action = `/tickets/${number}/relations`;
  return (
    <section class="card" id="relations" data-live>
      <h2>{work.links}</h2>
      {links.length === 0 && <p class="empty">{work.noLinks}</p>}
      <ul class="plain relations">
        {relations.flatMap((relation) =>
          links
            .filter((link) => link.relation === relation)
            .map((link) => (
              <li>
                <form method="post" action={`${action}/remove`}>
                  <Csrf visitor={visitor} />
                  {work.relation[relation]}{' '}
                  <a href={`/tickets/${link.number}`}>
                    <b>{link.number}</b> {link.title}
                  </a>{' '}
                  <StatusBadge status={link.status} texts={texts} />{' '}
                  <button
                    class="quiet"
                    name="relation"
                    value={String(link.id)}
                    title={work.unlink}
                    aria-label={`${work.unlink}: ${link.number}`}
                  >
                    ✕
                  </button>
                </form>
              </li>
            )),
        )}
      </ul>
      <form method="post" action={action}>
        <Csrf visitor={visitor} />
        <div class="row">
          <Select
            name="relation"
            label={work.relationLabel}
            value={typed.relation ?? 'related'}
            choices={choicesOf(work.relation)}
          />
          <Input name="other" label={work.other} value={typed.other ?? ''} placeholder="SD-1042" />
        </div>
        <button>{work.link}</button>
      </form>
    </section>
  );
};
