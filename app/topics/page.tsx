import type { Metadata } from 'next'
import { connection } from 'next/server'
import { SearchForm } from '#components/search-form'
import { Still } from '#components/still'
import { TopicTable } from '#components/topic-table'
import { countTopics } from '#lib/store/topics'
import { guarded } from '../guarded.tsx'

export const metadata: Metadata = { title: 'Topics' }

export default guarded(async function TopicsPage() {
  await connection()
  const counts = await countTopics()
  return (
    <>
      <h1 className="page-title">Topics</h1>
      <p className="mt-2 mb-6 text-muted">
        Every paper is tagged by what it says in title and abstract; its page shows the words that earned it each topic.
      </p>
      <SearchForm />
      <Still>
        <TopicTable counts={counts} />
      </Still>
    </>
  )
})
