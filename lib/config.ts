import { resolve } from 'node:path'
import * as z from 'zod'
import { Wallet } from './schema/common'
import { isSamePlace, readStoragePlace, type StorageKeys, type StoragePlace } from './storage-place'

/** A wrong or missing setting. Its message is one line that names the setting; the start prints it and stops. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** What a process does: pages, API and socket; pages and API; only the socket. */
export type Role = 'all' | 'web' | 'ws'

export interface Config {
  role: Role
  port: number
  host: string
  production: boolean
  dataDir: string
  /** Undefined: embedded Postgres (PGlite) under `dataDir`. */
  databaseUrl: string | undefined
  /** False where a pooler gives each transaction another connection. */
  databasePrepare: boolean
  /** Undefined: one process, which needs nobody to tell it. */
  redisUrl: string | undefined
  /** Undefined: made and kept under `dataDir`. */
  jwtSecret: string | undefined
  /** Where payments are made, the preferred node first. Undefined: on the embedded ledger. May hold keys. */
  solanaRpcUrls: string[] | undefined
  /** Where it stands what SOL is worth in other currencies. Undefined: nobody is asked. May hold a key. */
  ratesUrl: string | undefined
  /** Undefined: made and kept under `dataDir`. */
  platformWallet: string | undefined
  publicUrl: URL
  /** Origins that count as the site's own: from these a cookie may change something. */
  ownOrigins: ReadonlySet<string>
  /** Other origins whose pages may open the socket with the cookie. */
  allowedOrigins: ReadonlySet<string>
  trustProxy: boolean
  /** Where media are kept. */
  storage: StoragePlace
  /** Where those are looked for that are not there yet, while they are being moved. */
  storageFallback: StoragePlace | undefined
  /** Undefined: nothing is kept in buckets. */
  storageKeys: StorageKeys | undefined
  /** What the media of one account may take in the store, in bytes. */
  mediaQuotaBytes: number
  /** Where commands are looked for that convert film and sound; undefined: they are not converted. */
  ffmpegPath: string | undefined
  tokenTtlSeconds: number
  rateLimit: boolean
  /** Whether browsers keep built files and an offline page; false takes away from them what they kept. */
  serviceWorker: boolean
  /** Where whoever runs the site keeps terms, imprint and the like of their own. Undefined: nowhere. */
  legalDir: string | undefined
  /** Fill an empty embedded database on its first start; only with the embedded ledger. */
  demo: boolean
  /** Where the metrics are served; null: nowhere. */
  metrics: MetricsAddress | null
}

export interface MetricsAddress {
  host: string
  port: number
  /** It was asked for: when it is taken, the start stops. */
  required: boolean
}

const JWT_SECRET_BYTES_MIN = 32
/** A hundred years: ends of tokens stay instants that can be written down. */
const TOKEN_TTL_MAX_S = 100 * 365 * 86_400
const PORTS = { all: 3000, web: 3000, ws: 3002 } as const
/** The port at which Prometheus looks for an exporter by custom, and the next one for the second process. */
const METRICS_PORTS = { all: 9464, web: 9464, ws: 9465 } as const

const toggle = (whenUnset: boolean) =>
  z
    .enum(['on', 'off', '1', '0', 'true', 'false'], 'must be on or off')
    .transform((value) => value === 'on' || value === '1' || value === 'true')
    .default(whenUnset)

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' })

/** The site has its addresses from the root on: a path would be lost. */
const publicOrigin = httpUrl.refine((text) => {
  // That it is no address is said already.
  if (!URL.canParse(text)) return true
  const { pathname, search, hash, username, password } = new URL(text)
  return pathname === '/' && [search, hash, username, password].every((part) => part === '')
}, 'must be an address without a path, such as https://fonana.example')

const port = (lowest: 0 | 1) =>
  z.coerce
    .number('must be a port number')
    .int('must be a port number')
    .min(lowest, 'must be a port number')
    .max(65535, 'must be a port number')
    .optional()

const Environment = z.object({
  NODE_ENV: z.string().default('production'),
  PORT: port(1),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }).optional(),
  DATABASE_PREPARE: toggle(true),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// address' }).optional(),
  SOLANA_RPC_URL: z.string().optional(),
  LEDGER: z.enum(['embedded'], 'can only be "embedded"').optional(),
  RATES_URL: httpUrl.optional(),
  PLATFORM_WALLET: Wallet.optional(),
  JWT_SECRET: z
    .string()
    .refine(
      (secret) => Buffer.byteLength(secret) >= JWT_SECRET_BYTES_MIN,
      `must have at least ${JWT_SECRET_BYTES_MIN} bytes`,
    )
    .optional(),
  PUBLIC_URL: publicOrigin.optional(),
  ALLOWED_ORIGINS: z.string().default(''),
  TRUST_PROXY: toggle(false),
  TOKEN_TTL: z.coerce
    .number('must be a number of seconds')
    .int('must be whole seconds')
    .min(1, 'must be at least 1')
    .max(TOKEN_TTL_MAX_S, `must be at most ${TOKEN_TTL_MAX_S}`)
    .default(86_400),
  STORAGE_URL: z.string().default('disk'),
  STORAGE_FALLBACK: z.string().optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  MEDIA_QUOTA: z.coerce
    .number('must be a number of bytes')
    .int('must be whole bytes')
    .min(1, 'must be at least 1')
    .default(50 * 1024 ** 3),
  FFMPEG: toggle(true),
  PATH: z.string().default(''),
  RATE_LIMIT: toggle(true),
  SERVICE_WORKER: toggle(true),
  LEGAL_DIR: z.string().optional(),
  FONANA_ROLE: z.enum(['all', 'web', 'ws'], 'must be all, web or ws').default('all'),
  DEMO: toggle(true),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: port(0),
})

/**
 * Reads the settings; the only reader of `process.env`. An empty value counts as unset.
 * Throws `ConfigError` with one line that names the first wrong or missing setting.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new ConfigError(`${issue?.path.join('.')}: ${issue?.message}`)
  }
  const env = parsed.data

  const role = env.FONANA_ROLE
  const solanaRpcUrls = parseRpcUrls(env.SOLANA_RPC_URL)
  if (solanaRpcUrls !== undefined) requireNetworkSettings(env)
  if (role !== 'all') requireSharedSettings(env)
  if (env.DATABASE_URL !== undefined) requireDeploymentSettings(env)

  const appPort = env.PORT ?? PORTS[role]
  // The socket alone is opened by pages of the app, which has a port of its own.
  const pagePorts = role === 'ws' ? [PORTS.all, appPort] : [appPort]
  const loopback = pagePorts.flatMap((at) =>
    ['localhost', '127.0.0.1', '[::1]'].map((name) => `http://${name}:${at}`),
  )
  const publicUrl = new URL(env.PUBLIC_URL ?? `http://localhost:${appPort}`)
  return {
    role,
    port: appPort,
    host: env.HOST,
    production: env.NODE_ENV === 'production',
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    databasePrepare: env.DATABASE_PREPARE,
    redisUrl: env.REDIS_URL,
    jwtSecret: env.JWT_SECRET,
    solanaRpcUrls,
    ratesUrl: env.RATES_URL,
    platformWallet: env.PLATFORM_WALLET,
    publicUrl,
    ownOrigins: new Set(env.PUBLIC_URL === undefined ? loopback : [publicUrl.origin]),
    allowedOrigins: parseOrigins(env.ALLOWED_ORIGINS),
    trustProxy: env.TRUST_PROXY,
    ...storageSettings(env, publicUrl),
    mediaQuotaBytes: env.MEDIA_QUOTA,
    ffmpegPath: env.FFMPEG ? env.PATH : undefined,
    tokenTtlSeconds: env.TOKEN_TTL,
    rateLimit: env.RATE_LIMIT,
    serviceWorker: env.SERVICE_WORKER,
    legalDir: env.LEGAL_DIR === undefined ? undefined : resolve(env.LEGAL_DIR),
    demo: env.DEMO && env.DATABASE_URL === undefined && solanaRpcUrls === undefined,
    metrics: metricsAddress(env),
  }
}

function storageSettings(
  env: z.infer<typeof Environment>,
  publicUrl: URL,
): Pick<Config, 'storage' | 'storageFallback' | 'storageKeys'> {
  const storage = storagePlace('STORAGE_URL', env.STORAGE_URL, publicUrl)
  const storageFallback =
    env.STORAGE_FALLBACK === undefined
      ? undefined
      : storagePlace('STORAGE_FALLBACK', env.STORAGE_FALLBACK, publicUrl)
  if (storageFallback && isSamePlace(storage, storageFallback))
    throw new ConfigError('STORAGE_FALLBACK: must be another place than STORAGE_URL')
  const inBuckets = [storage, storageFallback].some((place) => place?.kind === 's3')
  return { storage, storageFallback, storageKeys: inBuckets ? requireStorageKeys(env) : undefined }
}

function storagePlace(name: 'STORAGE_URL' | 'STORAGE_FALLBACK', text: string, publicUrl: URL): StoragePlace {
  try {
    const place = readStoragePlace(text)
    // A page that came by https gets nothing by http.
    const isMixed = place.kind === 's3' && publicUrl.protocol === 'https:' && place.url.protocol === 'http:'
    return isMixed ? { ...place, direct: false } : place
  } catch (error) {
    if (error instanceof RangeError) throw new ConfigError(`${name}: ${error.message}`)
    throw error
  }
}

/** Also of a bucket that is named elsewhere than in the settings. */
export function requireStorageKeys(env: Record<string, unknown>): StorageKeys {
  const given = (name: 'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY'): string => {
    const value = env[name]
    if (typeof value !== 'string' || value === '')
      throw new ConfigError(`${name}: required with media in a bucket`)
    return value
  }
  return {
    accessKeyId: given('AWS_ACCESS_KEY_ID'),
    secretAccessKey: given('AWS_SECRET_ACCESS_KEY'),
  }
}

function metricsAddress(env: z.infer<typeof Environment>): MetricsAddress | null {
  const metricsPort = env.METRICS_PORT ?? METRICS_PORTS[env.FONANA_ROLE]
  if (metricsPort === 0) return null
  return { host: env.METRICS_HOST, port: metricsPort, required: env.METRICS_PORT !== undefined }
}

/** Real money goes to a wallet that somebody chose. */
function requireNetworkSettings(env: z.infer<typeof Environment>): void {
  if (env.LEDGER !== undefined) throw new ConfigError('LEDGER: not together with SOLANA_RPC_URL')
  if (env.FONANA_ROLE !== 'ws' && env.PLATFORM_WALLET === undefined) {
    throw new ConfigError('PLATFORM_WALLET: required with SOLANA_RPC_URL')
  }
}

/** Apart, the processes have nothing in common but these two. */
function requireSharedSettings(env: z.infer<typeof Environment>): void {
  for (const name of ['DATABASE_URL', 'REDIS_URL'] as const) {
    if (env[name] === undefined)
      throw new ConfigError(`${name}: required with FONANA_ROLE=${env.FONANA_ROLE}`)
  }
}

function requireDeploymentSettings(env: z.infer<typeof Environment>): void {
  if (env.JWT_SECRET === undefined) throw new ConfigError('JWT_SECRET: required with DATABASE_URL')
  // The socket alone has nothing to do with payments.
  if (env.FONANA_ROLE !== 'ws' && env.LEDGER === undefined && env.SOLANA_RPC_URL === undefined) {
    throw new ConfigError('SOLANA_RPC_URL: required with DATABASE_URL, unless LEDGER=embedded')
  }
}

/** Says at which position one is wrong and not what stands there: it may hold a key. */
function parseRpcUrls(list: string | undefined): string[] | undefined {
  const urls = list?.split(',').map((entry) => entry.trim())
  for (const [index, url] of urls?.entries() ?? []) {
    if (!httpUrl.safeParse(url).success) {
      throw new ConfigError(`SOLANA_RPC_URL: address ${index + 1} is not an http(s) address`)
    }
  }
  return urls
}

function parseOrigins(list: string): Set<string> {
  const origins = list
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
  for (const entry of origins) {
    if (!httpUrl.safeParse(entry).success)
      throw new ConfigError(`ALLOWED_ORIGINS: "${entry}" is not an http(s) origin`)
  }
  return new Set(origins.map((entry) => new URL(entry).origin))
}
