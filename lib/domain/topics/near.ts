import { titleKeyOf } from '../paper/identity.ts'
import { TOPICS, type Topic } from './taxonomy.ts'

/** The topics whose names share words with a text, or the beginnings of words, the nearest first. */
export function topicsNear(text: string, limit: number): Topic[] {
  // "of" is part of a name and near to nothing; "3d" says what is meant.
  const words = titleKeyOf(text)
    .split(' ')
    .filter(word => word.length > 2 || /\d/.test(word))
  return TOPICS.map(topic => ({ topic, near: nearness(words, titleKeyOf(topic.name).split(' ')) }))
    .filter(({ near }) => near > 0)
    .sort((a, b) => b.near - a.near)
    .slice(0, limit)
    .map(({ topic }) => topic)
}

const nearness = (words: string[], name: string[]) =>
  name.filter(part => words.some(word => isNear(word, part))).length / name.length

// Of short words ("gan", "3d") only the same are near.
const isNear = (word: string, part: string) =>
  word === part || (word.length >= 4 && part.length >= 4 && (word.startsWith(part) || part.startsWith(word)))
