import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config'

const DATABASE = 'postgres://fonana:secret@db.example/fonana'
const SECRET = 'x'.repeat(32)
const WALLET = '11111111111111111111111111111112'

/** The one line a start with these settings would stop with. */
function refusal(environment: Record<string, string>): string {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('these settings were accepted')
}

describe('without any setting', () => {
  it('everything is embedded and served to this machine only', () => {
    expect(readConfig({})).toEqual({
      role: 'all',
      port: 3000,
      host: '127.0.0.1',
      production: true,
      dataDir: resolve('.data'),
      databaseUrl: undefined,
      databasePrepare: true,
      redisUrl: undefined,
      jwtSecret: undefined,
      solanaRpcUrls: undefined,
      platformWallet: undefined,
      publicUrl: new URL('http://localhost:3000'),
      ownOrigins: new Set(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']),
      allowedOrigins: new Set(),
      trustProxy: false,
      storage: { kind: 'disk' },
      storageFallback: undefined,
      storageKeys: undefined,
      mediaQuotaBytes: 50 * 1024 ** 3,
      ffmpegPath: '',
      tokenTtlSeconds: 86_400,
      rateLimit: true,
      serviceWorker: true,
      demo: true,
      metrics: { host: '127.0.0.1', port: 9464, required: false },
    })
  })

  it('an empty value counts as none', () => {
    const empty = Object.fromEntries(
      ['PORT', 'HOST', 'DATABASE_URL', 'REDIS_URL', 'PLATFORM_WALLET', 'JWT_SECRET', 'TRUST_PROXY'].map(
        (name) => [name, ''],
      ),
    )
    expect(readConfig(empty)).toEqual(readConfig({}))
  })
})

it('takes every setting', () => {
  const config = readConfig({
    NODE_ENV: 'development',
    PORT: '8080',
    HOST: '0.0.0.0',
    DATA_DIR: '/var/lib/fonana',
    DATABASE_URL: DATABASE,
    JWT_SECRET: SECRET,
    LEDGER: 'embedded',
    PLATFORM_WALLET: WALLET,
    PUBLIC_URL: 'https://fonana.example/',
    ALLOWED_ORIGINS: 'https://one.example, http://two.example:81/',
    TRUST_PROXY: 'on',
    MEDIA_QUOTA: '5000000',
    TOKEN_TTL: '60',
    RATE_LIMIT: 'off',
    FONANA_ROLE: 'all',
  })
  expect(config).toMatchObject({
    port: 8080,
    host: '0.0.0.0',
    production: false,
    dataDir: '/var/lib/fonana',
    databaseUrl: DATABASE,
    jwtSecret: SECRET,
    platformWallet: WALLET,
    ownOrigins: new Set(['https://fonana.example']),
    allowedOrigins: new Set(['https://one.example', 'http://two.example:81']),
    trustProxy: true,
    mediaQuotaBytes: 5_000_000,
    tokenTtlSeconds: 60,
    rateLimit: false,
  })
})

it.each(['on', '1', 'true'])('takes %s for on', (value) => {
  expect(readConfig({ TRUST_PROXY: value }).trustProxy).toBe(true)
})

it.each(['off', '0', 'false'])('takes %s for off', (value) => {
  expect(readConfig({ RATE_LIMIT: value }).rateLimit).toBe(false)
})

it('never fills a server’s database with demo content', () => {
  const server = { DATABASE_URL: DATABASE, JWT_SECRET: SECRET, LEDGER: 'embedded' }
  expect(readConfig(server).demo).toBe(false)
  expect(readConfig({ ...server, DEMO: 'on' }).demo).toBe(false)
  expect(readConfig({ DEMO: 'off' }).demo).toBe(false)
})

it('pays on the network of one or more nodes, without demo content, into a wallet that is named', () => {
  const one = { SOLANA_RPC_URL: 'https://rpc.example/key', PLATFORM_WALLET: WALLET }
  expect(readConfig(one)).toMatchObject({ solanaRpcUrls: ['https://rpc.example/key'], demo: false })
  const several = { ...one, SOLANA_RPC_URL: 'https://rpc.example, http://127.0.0.1:8899' }
  expect(readConfig({ ...several, DATABASE_URL: DATABASE, JWT_SECRET: SECRET }).solanaRpcUrls).toEqual([
    'https://rpc.example',
    'http://127.0.0.1:8899',
  ])
})

it('runs the socket alone, on a port of its own and without a ledger', () => {
  const shared = { DATABASE_URL: DATABASE, JWT_SECRET: SECRET, REDIS_URL: 'redis://127.0.0.1' }
  expect(readConfig({ ...shared, FONANA_ROLE: 'ws' })).toMatchObject({ role: 'ws', port: 3002 })
  expect(readConfig({ ...shared, FONANA_ROLE: 'ws', PORT: '4000' }).port).toBe(4000)
  expect(readConfig({ ...shared, FONANA_ROLE: 'web', LEDGER: 'embedded' })).toMatchObject({
    role: 'web',
    port: 3000,
  })
})

it('keeps media in a bucket, to which readers are sent unless their browsers would refuse it', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' }
  const bucket = (address: string, publicUrl = 'https://fonana.example') =>
    readConfig({ ...keys, STORAGE_URL: address, PUBLIC_URL: publicUrl })
  expect(bucket('s3://media?endpoint=https://x.example')).toMatchObject({
    storage: { url: new URL('https://media.x.example'), direct: true },
    storageKeys: { accessKeyId: 'id', secretAccessKey: 'secret' },
  })
  expect(bucket('s3://media?endpoint=http://minio')).toMatchObject({ storage: { direct: false } })
  expect(bucket('s3://media?endpoint=http://minio', 'http://site')).toMatchObject({
    storage: { direct: true },
  })
  expect(readConfig({ ...keys, STORAGE_FALLBACK: 's3://media' })).toMatchObject({
    storage: { kind: 'disk' },
    storageFallback: { kind: 's3' },
  })
})

it('serves metrics to this machine, and nowhere with port 0', () => {
  expect(readConfig({}).metrics).toEqual({ host: '127.0.0.1', port: 9464, required: false })
  expect(readConfig({ METRICS_PORT: '9999', METRICS_HOST: '10.0.0.1' }).metrics).toEqual({
    host: '10.0.0.1',
    port: 9999,
    required: true,
  })
  expect(readConfig({ METRICS_PORT: '0' }).metrics).toBeNull()
})

describe('a wrong setting stops the start with one line that names it', () => {
  it.each<[string, Record<string, string>]>([
    ['PORT', { PORT: 'x' }],
    ['PORT', { PORT: '0' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '30.5' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x' }],
    ['DATABASE_URL', { DATABASE_URL: 'localhost' }],
    ['STORAGE_URL', { STORAGE_URL: '/var/media' }],
    ['STORAGE_FALLBACK', { STORAGE_FALLBACK: 'disk' }],
    ['AWS_ACCESS_KEY_ID', { STORAGE_URL: 's3://media' }],
    ['AWS_SECRET_ACCESS_KEY', { STORAGE_URL: 's3://media', AWS_ACCESS_KEY_ID: 'id' }],
    ['LEDGER', { LEDGER: 'mainnet' }],
    ['PLATFORM_WALLET', { PLATFORM_WALLET: 'me' }],
    ['PLATFORM_WALLET', { PLATFORM_WALLET: 'z'.repeat(44) }],
    ['JWT_SECRET', { JWT_SECRET: 'x'.repeat(31) }],
    ['PUBLIC_URL', { PUBLIC_URL: 'fonana.example' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'ftp://fonana.example' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://fonana.example/site' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://fonana.example/site/' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://fonana.example/?from=x' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://me:secret@fonana.example' }],
    ['ALLOWED_ORIGINS', { ALLOWED_ORIGINS: 'https://one.example,two.example' }],
    ['ALLOWED_ORIGINS', { ALLOWED_ORIGINS: '*' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'maybe' }],
    ['RATE_LIMIT', { RATE_LIMIT: '100' }],
    ['DEMO', { DEMO: 'yes' }],
    ['MEDIA_QUOTA', { MEDIA_QUOTA: '10 GB' }],
    ['MEDIA_QUOTA', { MEDIA_QUOTA: '0' }],
    ['TOKEN_TTL', { TOKEN_TTL: 'a day' }],
    ['TOKEN_TTL', { TOKEN_TTL: '0' }],
    ['TOKEN_TTL', { TOKEN_TTL: '1.5' }],
    ['FONANA_ROLE', { FONANA_ROLE: 'worker' }],
    ['DATABASE_URL', { FONANA_ROLE: 'ws' }],
    ['DATABASE_URL', { FONANA_ROLE: 'web', REDIS_URL: 'redis://127.0.0.1' }],
    ['REDIS_URL', { FONANA_ROLE: 'ws', DATABASE_URL: DATABASE, JWT_SECRET: SECRET }],
    ['REDIS_URL', { REDIS_URL: '127.0.0.1:6379' }],
    ['JWT_SECRET', { FONANA_ROLE: 'ws', DATABASE_URL: DATABASE, REDIS_URL: 'redis://127.0.0.1' }],
    ['METRICS_PORT', { METRICS_PORT: 'on' }],
    ['PLATFORM_WALLET', { SOLANA_RPC_URL: 'https://rpc.example' }],
    ['LEDGER', { SOLANA_RPC_URL: 'https://rpc.example', LEDGER: 'embedded', PLATFORM_WALLET: WALLET }],
    ['SOLANA_RPC_URL', { SOLANA_RPC_URL: 'wss://rpc.example', PLATFORM_WALLET: WALLET }],
    ['SOLANA_RPC_URL', { SOLANA_RPC_URL: 'https://rpc.example,', PLATFORM_WALLET: WALLET }],
    ['SOLANA_RPC_URL', { SOLANA_RPC_URL: `https://rpc.example, rpc/${SECRET}`, PLATFORM_WALLET: WALLET }],
    ['JWT_SECRET', { DATABASE_URL: DATABASE, LEDGER: 'embedded' }],
    ['SOLANA_RPC_URL', { DATABASE_URL: DATABASE, JWT_SECRET: SECRET }],
  ])('%s: %j', (name, environment) => {
    const line = refusal(environment)
    expect(line).toMatch(new RegExp(`^${name}: \\S`))
    expect(line).not.toContain('\n')
    for (const secret of [DATABASE, SECRET]) expect(line).not.toContain(secret)
  })
})
