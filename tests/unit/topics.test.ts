import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PhraseBook } from '#lib/domain/topics/phrases'
import { phrasesOf } from '#lib/domain/topics/rule'
import { RULES } from '#lib/domain/topics/rules'
import { explainTags, tagPaper } from '#lib/domain/topics/tag'
import { FACETS, findTopic, isTopic, TOPICS, topicName } from '#lib/domain/topics/taxonomy'
import { splitSentences } from '#lib/domain/topics/words'

const attention = {
  title: 'Attention Is All You Need',
  abstract:
    'The dominant sequence transduction models are based on complex recurrent or convolutional neural networks in an encoder-decoder configuration. The best performing models also connect the encoder and decoder through an attention mechanism. We propose a new simple network architecture, the Transformer, based solely on attention mechanisms, dispensing with recurrence and convolutions entirely. Experiments on two machine translation tasks show these models to be superior in quality while being more parallelizable and requiring significantly less time to train. Our model achieves 28.4 BLEU on the WMT 2014 English-to-German translation task, improving over the existing best results, including ensembles by over 2 BLEU. On the WMT 2014 English-to-French translation task, our model establishes a new single-model state-of-the-art BLEU score of 41.8 after training for 3.5 days on eight GPUs, a small fraction of the training costs of the best models from the literature. We show that the Transformer generalizes well to other tasks by applying it successfully to English constituency parsing both with large and limited training data.',
  categories: ['cs.CL', 'cs.LG'],
}
const bert = {
  title: 'BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding',
  abstract:
    'We introduce a new language representation model called BERT, which stands for Bidirectional Encoder Representations from Transformers. Unlike recent language representation models, BERT is designed to pre-train deep bidirectional representations from unlabeled text by jointly conditioning on both left and right context in all layers. As a result, the pre-trained BERT model can be fine-tuned with just one additional output layer to create state-of-the-art models for a wide range of tasks, such as question answering and language inference, without substantial task-specific architecture modifications. BERT is conceptually simple and empirically powerful. It obtains new state-of-the-art results on eleven natural language processing tasks, including pushing the GLUE score to 80.5% (7.7% point absolute improvement), MultiNLI accuracy to 86.7% (4.6% absolute improvement), SQuAD v1.1 question answering Test F1 to 93.2 (1.5 point absolute improvement) and SQuAD v2.0 Test F1 to 83.1 (5.1 point absolute improvement).',
  categories: ['cs.CL'],
}
const mamba = {
  title: 'Mamba: Linear-Time Sequence Modeling with Selective State Spaces',
  abstract:
    "Foundation models, now powering most of the exciting applications in deep learning, are almost universally based on the Transformer architecture and its core attention module. Many subquadratic-time architectures such as linear attention, gated convolution and recurrent models, and structured state space models (SSMs) have been developed to address Transformers' computational inefficiency on long sequences, but they have not performed as well as attention on important modalities such as language. We identify that a key weakness of such models is their inability to perform content-based reasoning, and make several improvements. First, simply letting the SSM parameters be functions of the input addresses their weakness with discrete modalities, allowing the model to selectively propagate or forget information along the sequence length dimension depending on the current token. Second, even though this change prevents the use of efficient convolutions, we design a hardware-aware parallel algorithm in recurrent mode. We integrate these selective SSMs into a simplified end-to-end neural network architecture without attention or even MLP blocks (Mamba). Mamba enjoys fast inference (5x higher throughput than Transformers) and linear scaling in sequence length, and its performance improves on real data up to million-length sequences. As a general sequence model backbone, Mamba achieves state-of-the-art performance across several modalities such as language, audio, and genomics. On language modeling, our Mamba-3B model outperforms Transformers of the same size and matches Transformers twice its size, both in pretraining and downstream evaluation.",
  categories: ['cs.LG', 'cs.AI'],
}

const slugsOf = (title: string, abstract = '', categories: string[] = []): string[] =>
  tagPaper({ title, abstract, categories }).map(({ slug }) => slug)

describe('the taxonomy', () => {
  test('has 56 topics with distinct slugs and names, facet by facet', () => {
    expect(TOPICS).toHaveLength(56)
    expect(new Set(TOPICS.map(({ slug }) => slug)).size).toBe(56)
    expect(new Set(TOPICS.map(({ name }) => name)).size).toBe(56)
    const facets = TOPICS.map(({ facet }) => facet).filter((facet, index, all) => facet !== all[index - 1])
    expect(facets).toEqual(FACETS.map(({ slug }) => slug))
    for (const { slug } of TOPICS) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  })

  test('finds a topic by its slug, and says so when there is none', () => {
    expect(findTopic('gan')).toMatchObject({ facet: 'method', name: 'GANs' })
    expect(topicName('kan')).toBe('Kolmogorov-Arnold Networks')
    for (const strange of ['', 'GAN', 'toString', '__proto__']) {
      expect(findTopic(strange)).toBeNull()
      expect(isTopic(strange)).toBe(false)
      expect(topicName(strange)).toBe(strange)
    }
  })

  test('has exactly one rule a topic, and rules ask only for topics that exist', () => {
    expect(RULES.map(({ slug }) => slug).sort()).toEqual(TOPICS.map(({ slug }) => slug).sort())
    for (const { given } of RULES) expect((given?.topics ?? []).every(isTopic)).toBe(true)
    for (const rule of RULES) expect(phrasesOf(rule.sure).length, rule.slug).toBeGreaterThan(0)
  })
})

describe('the notation of phrases', () => {
  const finds = (phrase: string, text: string): boolean => {
    const book = new PhraseBook<true>()
    book.add(phrase, true)
    return splitSentences(text).some(sentence => book.findAll(sentence).length > 0)
  }

  test.each([
    ['graph network', 'Graph-Networks', true],
    ['graph network', 'graph. Network', false],
    ['segment*', 'We segmented it', true],
    ['*former', 'the Retinexformer', true],
    ['mamba', 'OccMamba', true],
    ['gan', 'an organ', false],
    ['image|video restoration', 'video restoration', true],
    ['classif* .. images', 'classifies all the large images', true],
    ['classif* .. images', 'classifies one two three four images', false],
    ['news', 'a new thing', false],
  ])('%s in "%s": %s', (phrase, text, found) => expect(finds(phrase, text)).toBe(found))
})

describe('the tagger', () => {
  test('knows the papers everybody knows', () => {
    expect(tagPaper(attention).map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(['attention-mechanisms', 'machine-translation']),
    )
    expect(tagPaper(bert).map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(['language-modeling', 'self-supervised']),
    )
    expect(tagPaper(mamba).map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(['state-space-models', 'efficient-inference']),
    )
    for (const paper of [attention, bert, mamba]) {
      const slugs = tagPaper(paper).map(({ slug }) => slug)
      expect(slugs.length).toBeLessThanOrEqual(6)
      expect(slugs).not.toContain('vision-transformer')
      expect(slugs).not.toContain('convolution')
    }
  })

  test('takes what a paper sets itself against for what it is not about', () => {
    const rest = 'It needs no labels. It works on words.'
    expect(slugsOf('A new layer', `Unlike CNNs and LSTMs, we propose a layer that reads words. ${rest}`)).toEqual([])
    expect(slugsOf('A new layer', `We propose a convolutional neural network. ${rest}`)).toContain('convolution')
    expect(slugsOf('A new layer', `Our model outperforms GANs and diffusion models. ${rest}`)).toEqual([])
    expect(slugsOf('A new layer', `Transformers have received increasing attention. ${rest}`)).toEqual([])
  })

  test('is not carried away by a passing mention, nor by the word transformer', () => {
    const abstract = 'We sort numbers. It is a thing like machine translation in this respect. We are done with them.'
    expect(slugsOf('Sorting Numbers', abstract)).toEqual([])
    expect(slugsOf('A Transformer for Sorting', 'We propose a transformer-based sorter.')).not.toContain(
      'vision-transformer',
    )
  })

  test('lets the title say more than the abstract', () => {
    expect(slugsOf('Machine Translation of Poems')).toContain('machine-translation')
  })

  test('explains how strongly each topic is spoken for, and what came near', () => {
    const { tags, near } = explainTags(attention)
    expect(tags.map(({ slug, words }) => ({ slug, words }))).toEqual(tagPaper(attention))
    expect(tags.every(({ score }) => score >= 1)).toBe(true)
    expect(near.every(({ score }) => score < 1 && score >= 0.5)).toBe(true)
    expect(near.map(({ slug }) => slug)).toContain('fine-tuning')
  })

  test('takes the attention of people, and what spreads, for what they are', () => {
    expect(slugsOf('Limited Attention of Readers', 'We study what people look at.')).not.toContain(
      'attention-mechanisms',
    )
    expect(slugsOf('Innovation Diffusion on Networks', 'We study how ideas spread.')).not.toContain('diffusion-models')
    expect(slugsOf('Vision Transformers for Image Segmentation')).not.toContain('image-classification')
  })

  test('takes an adjective in a title for nothing without company', () => {
    expect(slugsOf('Efficient Coding of Arguments')).not.toContain('efficient-inference')
    expect(slugsOf('Efficient Attention', 'We reduce the memory footprint. It is faster.')).toContain(
      'efficient-inference',
    )
  })

  test('takes words of everyday speech for what they are', () => {
    expect(slugsOf('Beam Diagnostics', 'This paper summarizes our recent efforts.')).not.toContain('text-generation')
    expect(slugsOf('Predicting Cancer Recurrence', 'We predict the recurrence of cancer.')).not.toContain(
      'recurrent-networks',
    )
    expect(slugsOf('A Query Decoder', 'We refine queries by a prompt of points.')).toEqual([])
    expect(slugsOf('Outliers in Activations', 'We suppress outliers.')).not.toContain('anomaly-detection')
  })

  test('takes two languages for test sets, and many languages or one in the title for the point', () => {
    const pair = 'Experiments on Chinese-English and German-English translation show gains.'
    expect(slugsOf('A Deeper Encoder for Machine Translation', pair)).not.toContain('low-resource-languages')
    expect(slugsOf('Sentence Encoders', 'We study sentence encoders across 28 languages.')).toContain(
      'low-resource-languages',
    )
    expect(slugsOf('Machine Translation of Kazakh', pair)).toContain('low-resource-languages')
  })

  test('counts the name of a rare method anywhere in a sentence that says what the paper does', () => {
    const far =
      'We propose a framework with two pathways that we describe at length below and in the end a Mamba branch.'
    expect(slugsOf('Two Pathways', far)).toContain('state-space-models')
    expect(slugsOf('Two Pathways', far.replace('Mamba', 'CNN'))).not.toContain('convolution')
  })

  test('gives as reasons words that stand in the paper, at most four, all different', () => {
    for (const paper of [attention, bert, mamba]) {
      for (const { slug, words } of tagPaper(paper)) {
        expect(isTopic(slug)).toBe(true)
        expect(words.length).toBeGreaterThan(0)
        expect(words.length).toBeLessThanOrEqual(4)
        expect(new Set(words.map(word => word.toLowerCase())).size).toBe(words.length)
        for (const word of words) expect(`${paper.title}\n${paper.abstract}`).toContain(word)
      }
    }
  })

  test('answers any text, twice the same, with words of the text', () => {
    const phrases = RULES.flatMap(({ sure, except }) => [...phrasesOf(sure), ...phrasesOf(except)])
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...phrases, '. ', ', ', 'unlike ', 'İ', '$x_1$'),
    )
    const text = fc.array(pieces, { maxLength: 40 }).map(parts => parts.join(' '))
    fc.assert(
      fc.property(text, text, fc.array(fc.constantFrom('cs.CV', 'cs.CL', '?')), (title, abstract, categories) => {
        const tags = tagPaper({ title, abstract, categories })
        expect(tagPaper({ title, abstract, categories })).toEqual(tags)
        for (const { words } of tags)
          for (const word of words) expect(title.includes(word) || abstract.includes(word)).toBe(true)
      }),
    )
  })

  test('takes time in proportion to the text, whatever the text', () => {
    for (const abstract of [
      'a'.repeat(200_000),
      'image '.repeat(40_000),
      'attention '.repeat(20_000),
      'A1'.repeat(100_000),
      '.,'.repeat(100_000),
    ]) {
      const start = performance.now()
      tagPaper({ title: '', abstract, categories: [] })
      expect(performance.now() - start, abstract.slice(0, 6)).toBeLessThan(2_000)
    }
  })
})

describe('against two careful readers', () => {
  const data = new URL('../../../shared/data/', import.meta.url)
  const labels = new URL('topics/labels-dev.json', data)
  const listing = new URL('listing/transformer-papers.txt', data)
  const absent = !existsSync(labels) || !existsSync(listing)

  test.skipIf(absent)('agrees on the labelled papers of the listing (skipped without ../shared/data)', () => {
    const { precision, recall, f1 } = measure(readListing(listing), JSON.parse(readFileSync(labels, 'utf8')))
    console.log(`topics: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, micro-F1 ${f1.toFixed(3)}`)
    expect(f1).toBeGreaterThanOrEqual(MEASURED_F1 - 0.02)
  })
})

const MEASURED_F1 = 0.93

type Labelled = { title: string; topics: string[]; alsoFine: string[] }

function measure(abstracts: Map<string, string>, labelled: Labelled[]) {
  let [right, wrong, missed] = [0, 0, 0]
  for (const { title, topics, alsoFine } of labelled) {
    const abstract = abstracts.get(title)
    if (abstract === undefined) throw new Error(`"${title}" is labelled and not in the listing`)
    const slugs = slugsOf(title, abstract)
    right += slugs.filter(slug => topics.includes(slug)).length
    wrong += slugs.filter(slug => !topics.includes(slug) && !alsoFine.includes(slug)).length
    missed += topics.filter(slug => !slugs.includes(slug)).length
  }
  const [precision, recall] = [right / (right + wrong), right / (right + missed)]
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) }
}

function readListing(file: URL): Map<string, string> {
  const lines = readFileSync(file, 'utf8').split('\n').slice(2)
  const abstracts = new Map<string, string>()
  for (let at = 0; at + 1 < lines.length; at += 2) {
    abstracts.set((lines[at] ?? '').replace(/^Subscribe/, ''), lines[at + 1] ?? '')
  }
  return abstracts
}
