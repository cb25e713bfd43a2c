import { FACETS, TOPICS } from '#lib/domain/topics/taxonomy'

/** All topics, facet by facet, with how many papers carry each. */
export function TopicTable({ counts }: { counts: Map<string, number> }) {
  return FACETS.map(facet => (
    <section key={facet.slug} aria-labelledby={`facet-${facet.slug}`} className="mt-10">
      <h2 id={`facet-${facet.slug}`} className="border-line border-b pb-2 font-semibold font-serif text-xl">
        {facet.name}
      </h2>
      <ul>
        {TOPICS.filter(topic => topic.facet === facet.slug).map(topic => (
          <li key={topic.slug} className="flex items-baseline gap-4 border-line border-b py-3">
            <div className="grow">
              <a href={`/topics/${topic.slug}`} className="font-semibold hover:underline">
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
