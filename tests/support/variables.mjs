/**
 * Every setting of Attn, left open. Empty and not absent, because a file `.env` in the checkout fills what is absent: tests must
 * never send mail through the server that somebody works with.
 */
export const BLANK = Object.fromEntries([
  // Never the services of this world: a test names those that it plays.
  ['SOURCES', 'none'],
  // Who writes something looks at once whether it is there.
  ['CACHE_SECONDS', '0'],
  ...[
    'PORT',
    'SITE_URL',
    'DATA_DIR',
    'DATABASE_URL',
    'DATABASE_AUTH_TOKEN',
    'DATABASE_REPLICA',
    'SECRET',
    'TRUST_PROXY',
    'SMTP_URL',
    'MAIL_FROM',
    'MAIL_CONNECTIONS',
    'MAIL_RATE',
    'BOUNCE_ADDRESS',
    'BOUNCE_SECRET',
    'DKIM_DOMAIN',
    'DKIM_SELECTOR',
    'DKIM_KEY_FILE',
    'ARXIV_API_URL',
    'ARXIV_OAI_URL',
    'ARXIV_RSS_URL',
    'HF_API_URL',
    'GITHUB_API_URL',
    'OPENALEX_API_URL',
    'HN_API_URL',
    'ARXIV_QUERY',
    'GITHUB_TOKEN',
    'OPENALEX_API_KEY',
    'BIORXIV_URL',
    'RANKING',
    'LOG_FORMAT',
    'LOG_REQUESTS',
    'METRICS_TOKEN',
    'METRICS_PORT',
    'ADMIN_TOKEN',
    'ADMIN_EMAILS',
    'KEEP_DELIVERIES_DAYS',
    'JOBS',
  ].map(name => [name, '']),
])
