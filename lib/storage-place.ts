import { isIP } from 'node:net'

/** Where media are kept: in a folder, or in a bucket of a store that speaks S3. */
export type StoragePlace = { kind: 'disk' } | BucketPlace

export interface BucketPlace {
  kind: 's3'
  /** Of the bucket: what it keeps lies below. */
  url: URL
  region: string
  /** Whether readers' browsers reach it: then large files go to them past us. */
  direct: boolean
}

/** With which everything in buckets is asked for. */
export interface StorageKeys {
  accessKeyId: string
  secretAccessKey: string
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
const SWITCHES = ['pathStyle', 'direct'] as const
const PARAMS: readonly string[] = ['endpoint', 'region', ...SWITCHES]
/** As stores that know no regions call theirs. */
const REGION = 'us-east-1'

/**
 * `disk`, or `s3://bucket?endpoint=…&region=…&pathStyle=1&direct=0`; without an endpoint it is Amazon's. Throws a
 * `RangeError` that says in one line what is wrong, and no value: somebody may have written a key there.
 */
export function readStoragePlace(text: string): StoragePlace {
  if (text === 'disk') return { kind: 'disk' }
  if (!URL.canParse(text) || new URL(text).protocol !== 's3:')
    throw new RangeError('must be "disk" or an s3://bucket address')
  const { hostname: bucket, port, pathname, username, password, hash, searchParams } = new URL(text)
  if (username + password !== '')
    throw new RangeError('must be without keys: they are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY')
  if (!BUCKET.test(bucket) || port !== '') throw new RangeError('must name a bucket: s3://bucket')
  if (pathname.replace('/', '') + hash !== '') throw new RangeError('must name a bucket and no folder in it')
  const unknown = [...searchParams.keys()].find((name) => !PARAMS.includes(name))
  if (unknown !== undefined) throw new RangeError(`knows ${PARAMS.join(', ')} and nothing else`)
  const region = searchParams.get('region') || REGION
  const endpoint = readEndpoint(searchParams.get('endpoint'), region)
  const [pathStyle, direct] = SWITCHES.map((name) => readSwitch(name, searchParams.get(name)))
  return {
    kind: 's3',
    url: bucketUrl(endpoint, bucket, pathStyle ?? hasNoNames(endpoint)),
    region,
    direct: direct ?? true,
  }
}

function readEndpoint(given: string | null, region: string): URL {
  if (given === null) return new URL(`https://s3.${region}.amazonaws.com`)
  const url = URL.canParse(given) ? new URL(given) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.username + url.password + url.search !== '')
    throw new RangeError('endpoint must be an http(s) address')
  return url
}

function readSwitch(name: string, given: string | null): boolean | null {
  if (given === null) return null
  if (given !== '0' && given !== '1') throw new RangeError(`${name} must be 0 or 1`)
  return given === '1'
}

/** A bucket cannot be a part of its name. */
function hasNoNames({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname.startsWith('[') || isIP(hostname) !== 0
}

function bucketUrl(endpoint: URL, bucket: string, pathStyle: boolean): URL {
  const url = new URL(endpoint)
  if (pathStyle) url.pathname = `${url.pathname.replace(/\/$/, '')}/${bucket}`
  else url.hostname = `${bucket}.${url.hostname}`
  return url
}

/** How it is called where people read it. */
export function nameOfPlace(place: StoragePlace): string {
  return place.kind === 'disk' ? 'disk' : place.url.href
}

export function isSamePlace(one: StoragePlace, other: StoragePlace): boolean {
  return nameOfPlace(one) === nameOfPlace(other)
}
