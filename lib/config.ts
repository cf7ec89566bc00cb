import { resolve } from 'node:path'
import { z } from 'zod'
import { Wallet } from './schema/common'

/** A wrong or missing setting. Its message is one line that names the setting; the start prints it and stops. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

export interface Config {
  port: number
  host: string
  production: boolean
  dataDir: string
  /** Undefined: embedded Postgres (PGlite) under `dataDir`. */
  databaseUrl: string | undefined
  /** Undefined: made and kept under `dataDir`. */
  jwtSecret: string | undefined
  /** Undefined: made and kept under `dataDir`. */
  platformWallet: string | undefined
  publicUrl: URL
  /** Origins that count as the site's own: from these a cookie may change something. */
  ownOrigins: ReadonlySet<string>
  /** Other origins whose pages may open the socket with the cookie. */
  allowedOrigins: ReadonlySet<string>
  trustProxy: boolean
  tokenTtlSeconds: number
  rateLimit: boolean
  /** Fill an empty embedded database on its first start. */
  demo: boolean
}

const JWT_SECRET_BYTES_MIN = 32

const toggle = (whenUnset: boolean) =>
  z
    .enum(['on', 'off', '1', '0', 'true', 'false'], 'must be on or off')
    .transform((value) => value === 'on' || value === '1' || value === 'true')
    .default(whenUnset)

const origin = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' })

const Environment = z.object({
  NODE_ENV: z.string().default('production'),
  PORT: z.coerce
    .number('must be a port number')
    .int()
    .min(1, 'must be a port number')
    .max(65535, 'must be a port number')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }).optional(),
  REDIS_URL: z.string().optional(),
  SOLANA_RPC_URL: z.string().optional(),
  LEDGER: z.enum(['embedded'], 'can only be "embedded"').optional(),
  PLATFORM_WALLET: Wallet.optional(),
  JWT_SECRET: z
    .string()
    .refine(
      (secret) => Buffer.byteLength(secret) >= JWT_SECRET_BYTES_MIN,
      `must have at least ${JWT_SECRET_BYTES_MIN} bytes`,
    )
    .optional(),
  PUBLIC_URL: origin.optional(),
  ALLOWED_ORIGINS: z.string().default(''),
  TRUST_PROXY: toggle(false),
  TOKEN_TTL: z.coerce
    .number('must be a number of seconds')
    .int('must be whole seconds')
    .min(1, 'must be at least 1')
    .default(86_400),
  RATE_LIMIT: toggle(true),
  FONANA_ROLE: z.enum(['all', 'web', 'ws'], 'must be all, web or ws').default('all'),
  DEMO: toggle(true),
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

  refuseWhatIsNotBuilt(env)
  if (env.DATABASE_URL !== undefined) requireDeploymentSettings(env)

  const loopback = ['localhost', '127.0.0.1', '[::1]'].map((name) => `http://${name}:${env.PORT}`)
  const publicUrl = new URL(env.PUBLIC_URL ?? `http://localhost:${env.PORT}`)
  return {
    port: env.PORT,
    host: env.HOST,
    production: env.NODE_ENV === 'production',
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    jwtSecret: env.JWT_SECRET,
    platformWallet: env.PLATFORM_WALLET,
    publicUrl,
    ownOrigins: new Set(env.PUBLIC_URL === undefined ? loopback : [publicUrl.origin]),
    allowedOrigins: parseOrigins(env.ALLOWED_ORIGINS),
    trustProxy: env.TRUST_PROXY,
    tokenTtlSeconds: env.TOKEN_TTL,
    rateLimit: env.RATE_LIMIT,
    demo: env.DEMO && env.DATABASE_URL === undefined,
  }
}

/** Said at the start rather than found out later: these settings exist in the contract, but not in this version. */
function refuseWhatIsNotBuilt(env: z.infer<typeof Environment>): void {
  if (env.REDIS_URL !== undefined)
    throw new ConfigError('REDIS_URL: several processes are not supported yet; unset it')
  if (env.FONANA_ROLE !== 'all') throw new ConfigError('FONANA_ROLE: only "all" is supported yet')
  if (env.SOLANA_RPC_URL !== undefined) {
    throw new ConfigError('SOLANA_RPC_URL: a Solana node is not supported yet; set LEDGER=embedded instead')
  }
}

function requireDeploymentSettings(env: z.infer<typeof Environment>): void {
  if (env.JWT_SECRET === undefined) throw new ConfigError('JWT_SECRET: required with DATABASE_URL')
  if (env.LEDGER === undefined) {
    throw new ConfigError('SOLANA_RPC_URL: required with DATABASE_URL, unless LEDGER=embedded')
  }
}

function parseOrigins(list: string): Set<string> {
  const origins = list
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
  for (const entry of origins) {
    if (!origin.safeParse(entry).success)
      throw new ConfigError(`ALLOWED_ORIGINS: "${entry}" is not an http(s) origin`)
  }
  return new Set(origins.map((entry) => new URL(entry).origin))
}
