import { FACETS, TOPICS } from '#lib/domain/topics/taxonomy'

/** All topics, facet by facet, with how many papers carry each. */
export function TopicTable({ counts }: { counts: Map<string, number> }) {
  return FACETS.map(facet => (
    <section key={facet.slug} aria-labelledby={`facet-${facet.slug}`} className="hung mt-10 border-line border-t pt-5">
      <h2 id={`facet-${facet.slug}`} className="section-title">
        {facet.name}
      </h2>
      <ul>
        {TOPICS.filter(topic => topic.facet === facet.slug).map(topic => (
          <li
            key={topic.slug}
            className="flex items-baseline gap-4 border-line border-t py-3 first:border-0 lg:first:pt-0"
          >
            <div className="grow">
              <a href={`/topics/${topic.slug}`} className="tap font-semibold hover:underline">
                {topic.name}
              </a>
              <p className="text-muted text-sm">{topic.definition}</p>
            </div>
            <span className="text-muted text-sm tabular-nums">
              {(counts.get(topic.slug) ?? 0).toLocaleString('en')}
              <span className="sr-only"> papers</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  ))
}
