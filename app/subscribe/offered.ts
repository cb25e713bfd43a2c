import type { Offered } from '#components/preference-fields'
import { ISSUE_SIZE } from '#lib/domain/digest/issue-span'
import { WEEKDAYS } from '#lib/domain/subscription/preferences'
import { CONSENT_TEXT } from '#lib/domain/subscription/subscribe-form'
import { FACETS, TOPICS } from '#lib/domain/topics/taxonomy'

/** What there is to choose from, and no more of it than the form shows: it travels to the browser. */
export const offered: Offered = {
  weekdays: [...WEEKDAYS],
  topics: FACETS.map(facet => ({
    facet: facet.name,
    topics: TOPICS.filter(topic => topic.facet === facet.slug).map(({ slug, name }) => ({ slug, name })),
  })),
  counts: [3, 5, 10, 15, 20, 30],
  consent: CONSENT_TEXT,
  usual: { daily: ISSUE_SIZE.daily, weekly: ISSUE_SIZE.weekly },
}
