import { z } from 'zod'
import { SORTS } from '../query/feed-query.ts'
import { RANKINGS } from '../rank/rankings.ts'
import { WINDOWS } from '../rank/signals.ts'
import {
  errorAnswer,
  onePaperAnswer,
  papersAnswer,
  relatedAnswer,
  statusAnswer,
  suggestionsAnswer,
  topicsAnswer,
} from './answers.ts'

/** The API described as OpenAPI 3.1, made of the very schemas that the answers are typed by. */
export function openApi(site: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Attn.',
      version: '1',
      description:
        'Trending transformer papers. Everything here is read only and needs no key. A parameter that cannot be understood does not ' +
        'fail a request: it is listed in `ignored`, and the rest is answered.',
    },
    servers: [{ url: site }],
    paths: {
      '/api/v1/papers': get('listPapers', 'A view of papers, the same that the page / shows', 'Papers', VIEW),
      '/api/v1/papers/{id}': get('getPaper', 'One paper with all that is known of it', 'Paper', [ID], MISSING),
      '/api/v1/papers/{id}/related': get(
        'listRelated',
        'Papers that share rare words and topics with this one, ten at most',
        'Related',
        [ID],
        MISSING,
      ),
      '/api/v1/topics': get('listTopics', 'All topics with how many papers carry each', 'Topics', []),
      '/api/v1/suggestions': get(
        'listSuggestions',
        'Topics, papers and authors that begin like a text',
        'Suggestions',
        [BEGINNING],
      ),
      '/api/v1/status': get('getStatus', 'How fresh everything is', 'Status', []),
    },
    components: {
      schemas: {
        Papers: schema(papersAnswer),
        Paper: schema(onePaperAnswer),
        Related: schema(relatedAnswer),
        Topics: schema(topicsAnswer),
        Suggestions: schema(suggestionsAnswer),
        Status: schema(statusAnswer),
        Error: schema(errorAnswer),
      },
    },
  }
}

type Parameter = {
  name: string
  in: string
  description: string
  schema: object
  required?: boolean
  explode?: boolean
}
type Answer = { description: string; content: object }

const content = (name: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } })

const MISSING: Record<string, Answer> = { 404: { description: 'There is no such paper', content: content('Error') } }

function get(
  operationId: string,
  summary: string,
  name: string,
  parameters: Parameter[],
  more: Record<string, Answer> = {},
) {
  return {
    get: {
      operationId,
      summary,
      parameters,
      responses: { 200: { description: summary, content: content(name) }, ...more },
    },
  }
}

const parameter = (name: string, description: string, schema: object): Parameter => ({
  name,
  in: 'query',
  description,
  schema,
})

const VIEW: Parameter[] = [
  parameter(
    'q',
    'Words and conditions: swin "masked image" -mamba vision | language title:… author:… cat:cs.CV has:code after:2024-06',
    {
      type: 'string',
    },
  ),
  {
    ...parameter('topic', 'A topic’s slug; -slug excludes it. Repeatable: all of them have to hold', {
      type: 'array',
      items: { type: 'string' },
    }),
    explode: true,
  },
  parameter('window', 'The span in which gains count', { type: 'string', enum: WINDOWS }),
  parameter('sort', 'The order: relevance where there are words, else trending', { type: 'string', enum: SORTS }),
  parameter('ranking', 'Whose order it is that trends; goes with no other sort. /about/ranking explains each', {
    type: 'string',
    enum: RANKINGS,
    default: 'attn',
  }),
  parameter('page', 'The page, from 1', { type: 'integer', minimum: 1, default: 1 }),
  parameter('limit', 'How many papers a page has', { type: 'integer', minimum: 1, maximum: 100, default: 20 }),
]

const BEGINNING = parameter('q', 'What was typed so far: two letters or more', { type: 'string' })

const ID: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The arXiv id, or the local id. The slash of an old arXiv id stays a slash',
  schema: { type: 'string' },
}

function schema(answer: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(answer, {
    override({ jsonSchema }) {
      // The bounds of what a JavaScript number holds exactly say nothing about the answer.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    },
  })
  return rest
}
