import type { Topic } from '#lib/domain/topics/taxonomy'
import { MuteButton } from './reader/mute-button.tsx'

/** What a topic is, above its papers. */
export function TopicHeading({ topic, title }: { topic: Topic; title: string }) {
  return (
    <div>
      <h1 className="page-title">{topic.name}</h1>
      <p className="mt-2">{topic.definition}</p>
      <p className="mt-1 flex flex-wrap items-center gap-x-4 text-muted text-sm">
        <span>{title}</span>
        <a className="link tap text-accent" href={`/subscribe?topic=${topic.slug}`}>
          Get this topic by mail
        </a>
        <MuteButton topic={{ slug: topic.slug, name: topic.name }} />
      </p>
    </div>
  )
}
