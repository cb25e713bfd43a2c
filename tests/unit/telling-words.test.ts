import { expect, test } from 'vitest'
import { tellingWords } from '#lib/domain/topics/telling-words'

test('neighbours in the title, its words, then the longest of the abstract, each once', () => {
  const { words, ofTitle } = tellingWords(
    'Reward Learning for Spoken-Dialogue',
    'We propose a novel method for dialogue with reinforcement, and 42 bandits.',
    8,
  )
  expect(words).toEqual([
    'reward learning',
    'spoken dialogue',
    'reward',
    'spoken',
    'dialogue',
    'reinforcement',
    'bandits',
  ])
  expect(ofTitle).toBe(5)
})

test('of the neighbours in a long title the three whose words are longest', () => {
  const { words } = tellingWords(
    'Grasping Transparent Objects From Tactile Sequences: Cheap Wet Soft Gels Help',
    '',
    40,
  )
  expect(words.filter(word => word.includes(' '))).toEqual([
    'grasping transparent',
    'transparent objects',
    'tactile sequences',
  ])
})

test('no more than are wanted, none of a text without any, and nothing that a search would take for its own', () => {
  expect(tellingWords('', 'the model of the data', 8)).toEqual({ words: [], ofTitle: 0 })
  const { words, ofTitle } = tellingWords('quokka "wombat" OR* NEAR(emu', 'zebra '.repeat(1000), 3)
  expect(ofTitle).toBe(3)
  expect(words).toHaveLength(3)
  for (const word of words) expect(word).toMatch(/^[\p{L}\p{N} ]+$/u)
})
