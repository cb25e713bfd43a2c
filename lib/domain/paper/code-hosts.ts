/** A repository: its address as it is shown, and whose it is where that is GitHub's to say. */
export type Repository = {
  url: string
  on: 'github' | 'gist' | 'gitlab' | 'bitbucket' | 'codeberg' | 'hugging-face'
  path: string
}

/** The hosts whose addresses can be those of code; a `gitlab.` of one's own counts too. */
export const CODE_HOST =
  /(?:gist\.)?github\.com|gitlab(?:\.[a-z0-9-]+)+|bitbucket\.org|codeberg\.org|huggingface\.co|hf\.co/

// First parts of a path that are pages of the host, not people.
// @see https://github.com/dead-claudia/github-limits#reserved-usernames
const NOT_PEOPLE = {
  github:
    /^(about|apps|blog|collections|contact|customer-stories|enterprise|events|explore|features|issues|join|login|marketplace|new|notifications|organizations|orgs|pricing|pulls|readme|resources|search|security|settings|signup|site|solutions|sponsors|stars|topics|trending|users|wiki)$/i,
  gitlab: /^(-|api|dashboard|explore|groups|help|projects|search|snippets|users)$/i,
  'hugging-face':
    /^(api|blog|chat|collections|datasets|docs|enterprise|join|learn|login|models|new|organizations|papers|posts|pricing|settings|spaces|tasks|welcome)$/i,
}

const OWNER = /^[a-z0-9](?:[a-z0-9-]{0,38})$/i
const NAME = /^[\w.-]{1,100}$/

/**
 * The repository that an address leads to or into, or null when it leads elsewhere: to a person, an organisation, a page of the host, a data
 * set. `steps` are the parts of its path.
 */
export function readRepository(host: string, steps: string[]): Repository | null {
  const at = host.toLowerCase()
  if (at === 'github.com') return pair('github', 'github.com', steps, NOT_PEOPLE.github)
  if (at === 'bitbucket.org') return pair('bitbucket', 'bitbucket.org', steps)
  if (at === 'codeberg.org') return pair('codeberg', 'codeberg.org', steps)
  if (at === 'gist.github.com') return readGist(steps)
  if (at === 'huggingface.co' || at === 'hf.co') return readHuggingFace(steps)
  return at.startsWith('gitlab.') ? readGitLab(at, steps) : null
}

function pair(on: Repository['on'], host: string, steps: string[], notPeople?: RegExp): Repository | null {
  const [owner = '', given = ''] = steps
  const name = nameOf(given)
  const isOne = OWNER.test(owner) && isName(name) && !notPeople?.test(owner)
  return isOne ? { url: `https://${host}/${owner}/${name}`, on, path: `${owner}/${name}` } : null
}

/** A gist of somebody's: the code of small papers. Without a name it cannot be told from a page. */
function readGist([owner = '', hash = '']: string[]): Repository | null {
  const path = `${owner}/${hash.replace(/\.git$/, '')}`
  const isOne = OWNER.test(owner) && /^[0-9a-f]{7,64}(\.git)?$/.test(hash)
  return isOne ? { url: `https://gist.github.com/${path}`, on: 'gist', path } : null
}

/** A model or a space. A data set is no code. */
function readHuggingFace(steps: string[]): Repository | null {
  const isSpace = steps[0] === 'spaces'
  const found = pair('hugging-face', 'huggingface.co', isSpace ? steps.slice(1) : steps, NOT_PEOPLE['hugging-face'])
  return found && isSpace ? { ...found, url: `https://huggingface.co/spaces/${found.path}` } : found
}

/** Projects of GitLab lie in groups of groups; what follows `/-/` (once: `/tree/`) is inside of one. */
function readGitLab(host: string, steps: string[]): Repository | null {
  const end = steps.findIndex(step => /^(-|tree|blob|issues|wikis|raw|commits?|merge_requests)$/.test(step))
  const names = (end < 0 ? steps : steps.slice(0, end)).slice(0, 6)
  const path = [...names.slice(0, -1), nameOf(names.at(-1) ?? '')]
  const isOne = path.length >= 2 && path.every(isName) && !NOT_PEOPLE.gitlab.test(path[0]!)
  return isOne ? { url: `https://${host}/${path.join('/')}`, on: 'gitlab', path: path.join('/') } : null
}

const nameOf = (step: string) => step.replace(/[.,;:!?]+$/, '').replace(/\.git$/i, '')
const isName = (name: string) => NAME.test(name) && !/^\.+$/.test(name)
