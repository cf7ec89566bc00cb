// What may import what: each room, what it may import besides itself, and which packages. A file belongs to the room with
// the longest name that it begins with; one that belongs to none is refused. `node:*` stands for what Node brings.

/** What tells a file from a product's: its tests may import whatever they need. */
export const TESTS = /\.test\.tsx?$|\.spec\.ts$/

const WIRE = ['lib/schema', 'lib/money.ts', 'lib/calendar.ts', 'lib/errors.ts', 'lib/characters.ts']
const BELOW_DOMAIN = [...WIRE, 'lib/storage-place.ts', 'lib/config.ts', 'lib/db', 'lib/ledger', 'lib/media']
/** What is said to people, and where it leads: not for the domain. */
const WORDS = ['lib/words', 'lib/links.ts']
const SERVER = [
  ...BELOW_DOMAIN,
  ...WORDS,
  'lib/domain',
  'lib/cards',
  'lib/texts',
  'lib/rates',
  'lib/app.ts',
  'lib/log.ts',
  'lib/batch.ts',
  'lib/client-ip.ts',
]
const REALTIME = ['lib/schema', 'lib/log.ts', 'lib/realtime/authorization.ts', 'lib/realtime/stats.ts']
const BROWSER = [...WIRE, ...WORDS, 'lib/routes.ts', 'lib/client', 'components/ui']
const SCREEN = ['react', '@tanstack/react-query']

/** @type {Record<string, { imports?: string[], packages?: string[] }>} */
export const ROOMS = {
  'server.ts': { imports: ['lib/process'] },
  'next.config.js': {},
  'postcss.config.mjs': {},
  'vitest.config.ts': { packages: ['vitest', 'node:*'] },

  // Shared by server and browser.
  'lib/money.ts': {},
  'lib/calendar.ts': {},
  'lib/characters.ts': {},
  'lib/links.ts': { imports: ['lib/schema'] },
  'lib/routes.ts': { imports: ['lib/links.ts', 'lib/schema'] },
  'lib/words': {
    imports: [...WIRE, 'lib/links.ts'],
    packages: ['icu-minify', '@schummar/icu-type-parser'],
  },
  'lib/errors.ts': { imports: ['lib/schema'] },
  'lib/schema': { imports: ['lib/money.ts', 'lib/calendar.ts', 'lib/characters.ts'], packages: ['zod'] },

  // The server, from the ground up.
  'lib/storage-place.ts': { packages: ['node:*'] },
  'lib/config.ts': { imports: ['lib/schema', 'lib/storage-place.ts'], packages: ['zod', 'node:*'] },
  'lib/log.ts': {},
  'lib/batch.ts': {},
  'lib/client-ip.ts': { packages: ['node:*'] },
  'lib/redis.ts': { packages: ['ioredis'] },
  'lib/db': {
    imports: [...WIRE, 'lib/config.ts'],
    packages: ['drizzle-orm', 'drizzle-kit', 'pg', '@electric-sql/pglite', 'node:*'],
  },
  'lib/ledger': {
    imports: WIRE,
    packages: ['@solana/kit', '@solana-program/memo', '@solana-program/system', 'litesvm', 'zod', 'node:*'],
  },
  'lib/ledger/rpc': {
    imports: ['lib/ledger', 'lib/schema', 'lib/errors.ts'],
    packages: ['@solana/kit', 'node:*'],
  },
  'lib/media': {
    imports: [...WIRE, 'lib/storage-place.ts', 'lib/media/watermark/letters.ts'],
    packages: ['sharp', 'zod', 'aws4fetch', 'node:*'],
  },
  // Letters as outlines, for the process that handles pictures.
  'lib/media/watermark/letters.ts': { packages: ['satori', '@fontsource/inter', 'react', 'node:*'] },
  // What SOL is worth, as somebody else says.
  'lib/rates': { imports: ['lib/schema', 'lib/log.ts'], packages: ['zod'] },
  // What a link is shown with, drawn from public facts that are handed in.
  'lib/cards': {
    imports: [...WIRE, 'lib/domain/concurrency.ts'],
    packages: ['satori', 'sharp', '@fontsource/inter', 'react', 'node:*'],
  },
  // The site’s own long texts, and those of whoever runs it.
  'lib/texts': { imports: [...WIRE, 'lib/config.ts'], packages: ['node:*'] },
  // Knows no HTTP, no socket and no React.
  'lib/domain': {
    imports: BELOW_DOMAIN,
    packages: ['drizzle-orm', 'jose', '@solana/kit', 'markdown-it', 'node:*'],
  },
  'lib/audit': { imports: [...BELOW_DOMAIN, 'lib/domain'], packages: ['drizzle-orm', 'node:*'] },
  'lib/restore': { imports: [...BELOW_DOMAIN, 'lib/domain'], packages: ['drizzle-orm', 'zod', 'node:*'] },
  'lib/jobs': {
    imports: [...BELOW_DOMAIN, 'lib/domain', 'lib/log.ts'],
    packages: ['drizzle-orm', 'node:*'],
  },
  // Who may what comes in as functions. On top what joins the rooms below, each of which knows only those before it.
  'lib/realtime': {
    imports: [...REALTIME, 'lib/db', 'lib/client-ip.ts', 'lib/realtime'],
    packages: ['ws', 'node:*'],
  },
  'lib/realtime/broker': { imports: REALTIME, packages: ['ioredis', 'node:*'] },
  // What an event is called on its way out is the edge's own business.
  'lib/realtime/frames': { imports: [...REALTIME, 'lib/words'] },
  'lib/realtime/channels': {
    imports: [...REALTIME, 'lib/db', 'lib/batch.ts', 'lib/realtime/broker', 'lib/realtime/frames'],
  },
  'lib/realtime/connections': {
    imports: [
      ...REALTIME,
      'lib/batch.ts',
      'lib/client-ip.ts',
      'lib/realtime/broker',
      'lib/realtime/frames',
      'lib/realtime/channels',
    ],
    packages: ['ws', 'node:*'],
  },
  'lib/realtime/admission': {
    imports: [...REALTIME, 'lib/client-ip.ts', 'lib/realtime/connections'],
    packages: ['node:*'],
  },
  'lib/http': {
    imports: SERVER,
    packages: ['zod', 'ioredis', 'rate-limiter-flexible', '@fastify/busboy', 'client-zip', 'node:*'],
  },
  'lib/metrics': {
    imports: [...SERVER, 'lib/http', 'lib/jobs', 'lib/realtime'],
    packages: ['prom-client', 'drizzle-orm', 'node:*'],
  },
  'lib/app.ts': { imports: [...SERVER, 'lib/http', 'lib/realtime'] },
  // Pages on their way out: what the browser would render, rendered here.
  'lib/pages': {
    imports: [...SERVER, 'lib/http', 'lib/routes.ts', 'lib/client', 'components'],
    packages: ['react', 'react-dom', 'node:*'],
  },
  'lib/demo': { imports: SERVER, packages: ['drizzle-orm', 'sharp', 'node:*'] },
  'lib/process': {
    imports: [...SERVER, 'lib/http', 'lib/jobs', 'lib/metrics', 'lib/pages', 'lib/realtime', 'lib/redis.ts'],
    packages: ['next', 'esbuild', 'ioredis', 'pino', 'pino-pretty', 'node:*'],
  },

  // The browser.
  // Hooks, on top of the rooms below.
  'lib/client': {
    imports: [...WIRE, 'lib/words', 'lib/routes.ts', 'lib/client'],
    packages: ['react', '@tanstack/react-query', '@wallet-standard/app', '@wallet-standard/base'],
  },
  'lib/client/server-time.ts': {},
  'lib/client/navigation/place.ts': { imports: ['lib/client/navigation/load-when-served.ts'] },
  'lib/client/navigation/load-when-served.ts': {},
  'lib/client/rendered-at.ts': { packages: ['react'] },
  'lib/client/use-formats.ts': {
    imports: ['lib/words', 'lib/client/use-translator.tsx'],
    packages: ['react'],
  },
  'lib/client/use-translator.tsx': { imports: ['lib/schema', 'lib/words'], packages: ['react'] },
  'lib/client/storage.ts': {},
  'lib/client/random-id.ts': {},
  'lib/client/api': { imports: [...WIRE, 'lib/words', 'lib/client/server-time.ts'] },
  'lib/client/api/tus-sender.ts': { imports: [...WIRE, 'lib/client/api'], packages: ['tus-js-client'] },
  'lib/client/api/by-parts.ts': { imports: ['lib/client/api', 'lib/client/api/tus-sender.ts'] },
  'lib/client/cache': { imports: [...WIRE, 'lib/client/api'], packages: ['@tanstack/react-query'] },
  'lib/client/socket': {
    imports: [...WIRE, 'lib/client/cache', 'lib/client/backoff.ts', 'lib/client/server-time.ts'],
  },
  'lib/client/tabs': { imports: [...WIRE, 'lib/client/socket', 'lib/client/random-id.ts'] },
  'lib/client/wallets': {
    imports: [...WIRE, 'lib/client/base64.ts', 'lib/client/storage.ts'],
    packages: [
      '@solana-mobile/wallet-standard-mobile',
      '@solana/wallet-standard-features',
      '@wallet-standard/app',
      '@wallet-standard/base',
      '@wallet-standard/features',
    ],
  },
  'lib/client/paying': {
    imports: [
      ...WIRE,
      'lib/client/api',
      'lib/client/wallets',
      'lib/client/base64.ts',
      'lib/client/backoff.ts',
      'lib/client/storage.ts',
      'lib/client/random-id.ts',
    ],
  },
  'components/ui': {
    imports: [
      'lib/money.ts',
      'lib/characters.ts',
      'lib/routes.ts',
      'lib/client/server-time.ts',
      'lib/client/rendered-at.ts',
      'lib/client/use-formats.ts',
      'lib/client/use-translator.tsx',
      'lib/words',
      'lib/client/navigation/place.ts',
    ],
    packages: ['react', 'uqr'],
  },
  components: { imports: [...BROWSER, 'components/studio/writing'], packages: SCREEN },
  // The text of a post as it is written: loaded there alone.
  'components/studio/writing': {
    imports: BROWSER,
    packages: [
      'react',
      '@codemirror/commands',
      '@codemirror/lang-markdown',
      '@codemirror/language',
      '@codemirror/state',
      '@codemirror/view',
      '@lezer/common',
      '@lezer/markdown',
      'turndown',
    ],
  },
  'components/shell/start.tsx': { imports: ['components', ...BROWSER], packages: ['react', 'react-dom'] },

  // What the browser asks for.
  'app/api': { imports: [...SERVER, 'lib/http'] },
  'app/healthz': { imports: ['lib/app.ts', 'lib/http'] },
  'app/readyz': { imports: ['lib/app.ts', 'lib/http'] },
  app: {
    imports: [...SERVER, 'lib/http', 'lib/pages', 'lib/routes.ts', 'lib/client', 'components'],
    packages: ['react', 'next', '@fontsource-variable/inter'],
  },

  // Commands, tests and measurements stand on all of it.
  scripts: {
    imports: [...SERVER, 'server.ts', 'lib/audit', 'lib/demo', 'lib/jobs', 'lib/process', 'lib/restore'],
    packages: ['esbuild', 'rolldown', 'lucide-react', 'oxc-parser', 'pino', 'playwright', 'sharp', 'node:*'],
  },
  deploy: {},
  tests: { imports: ['lib', 'app', 'scripts'], packages: ['*'] },
  e2e: { imports: ['lib', 'tests'], packages: ['*'] },
  bench: { imports: ['lib', 'tests', 'e2e'], packages: ['*'] },
}
