/**
 * The words and pairs of words of a paper that may tell what it is about, each once, at most `most`: a few neighbours in the title, its
 * words, then the longest words of the abstract, which are mostly the rarest. Words that every paper has are left out, numbers too.
 * `ofTitle`: how many of them, the first ones, stand in the title.
 */
export function tellingWords(title: string, abstract: string, most: number): { words: string[]; ofTitle: number } {
  const named = wordsOf(title)
  const pairs = [...title.toLowerCase().matchAll(PAIRS)].map(([, first, second]) => `${first} ${second}`)
  const ofTitle = [...new Set([...longest(pairs), ...named])].slice(0, most)
  const said = wordsOf(abstract).sort((a, b) => b.length - a.length)
  return { words: [...new Set([...ofTitle, ...said])].slice(0, most), ofTitle: ofTitle.length }
}

/** To look up two common words side by side takes as long as there are papers with either: few pairs, those least common to judge by length. */
const MOST_PAIRS = 3
const longest = (pairs: string[]): string[] =>
  [...pairs].sort((a, b) => shorterOf(b) - shorterOf(a)).slice(0, MOST_PAIRS)
const shorterOf = (pair: string): number => Math.min(...pair.split(' ').map(word => word.length))

const wordsOf = (text: string): string[] =>
  [...text.toLowerCase().matchAll(WORDS)].map(([word]) => word).filter(word => !COMMON.has(word))

const WORDS = /(?<![\p{L}\p{N}])\p{L}[\p{L}\p{N}]{2,29}(?![\p{L}\p{N}])/gu

/** Two words of four letters and more with nothing but a blank or a hyphen in between; each word is tried as the first. */
const PAIRS = /(?<![\p{L}\p{N}])(\p{L}{4,29})[ -](?=(\p{L}{4,29})(?![\p{L}\p{N}]))/gu

const COMMON: ReadonlySet<string> = new Set(
  `about above achieve achieved achieves across address after against aim all allow allows along also although among and any approach
  approaches are art article based because been before being benchmark benchmarks better between beyond both but can capture captures case
  challenge challenges challenging code combine combined compared comparison complex computational consider consistently current data
  dataset datasets deep demonstrate demonstrated demonstrates design designed despite develop developed different directly domain due
  during each effective effectively effectiveness efficient either enable enables end enhance especially evaluate evaluated evaluation
  even existing experimental experiments explore extensive extract feature features field finally find findings first five focus following
  for four framework from fully further generalization given global good handle has have high higher however human image images important
  improve improved improvement improvements improves improving including information input instead into introduce introduces investigate
  issue its itself key knowledge large learn learned learning less level leverage leveraging like limited local low machine made main make
  many may mechanism method methods metrics model modeling models module more moreover most multi multiple namely need needs network networks
  neural new not novel number obtain often one only other our out outperform outperforming outperforms output over overall paper parameters
  particular particularly perform performance performs potential present presents previous problem problems process processing propose
  proposed proposes proposing provide provides providing quality real recent recently reduce related representation representations require
  required requires research respectively result resulting results robust same scale second several show showing shown shows significant
  significantly similar simple simultaneously single size small solution some space specific specifically standard state still strategy
  strong structure studies study such superior system systems task tasks technique techniques test than that the their them then there
  therefore these they this those three through thus time to together toward towards train trained training transformer transformers two
  type typically under understanding unified use used useful using utilize utilizing various very via was way well were what when where
  whether which while who whole wide widely will with within without work works world would yet you your`
    .split(/\s+/)
    .filter(Boolean),
)
