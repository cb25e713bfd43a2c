import { expect, it } from 'vitest'
import { isWithdrawn } from '#lib/sources/arxiv-paper'

it.each<[comment: string, abstract: string]>([
  ['Withdrawn due to an error in Theorem 1', ''],
  ['withdrawn', ''],
  ['v2: withdrawn', ''],
  ['10 pages. Withdrawn by the authors', ''],
  ['10 pages (3 figures); withdrawn by the author.', ''],
  ['This submission has been withdrawn by arXiv administrators', ''],
  ['The authors have withdrawn this manuscript', ''],
  ['Author has withdrawn this paper', ''],
  ['', 'The authors have withdrawn this paper because of an error in the proof.'],
  ['', 'This work is withdrawn.'],
])('"%s" with the abstract "%s" is withdrawn', (comment, abstract) => {
  expect(isWithdrawn(comment, abstract)).toBe(true)
})

it.each<[comment: string, abstract: string]>([
  ['Paper withdrawn from ICLR 2026, now at ACL', ''],
  ['v1 withdrawn; v2 corrected', ''],
  ['Corrected', ''],
  ['', 'This work was withdrawn from ICLR'],
  ['', 'We study how money is withdrawn.'],
  ['', 'We ask why authors have withdrawn papers.'],
  ['Code for funds withdrawn', ''],
])('"%s" with the abstract "%s" is not', (comment, abstract) => {
  expect(isWithdrawn(comment, abstract)).toBe(false)
})
