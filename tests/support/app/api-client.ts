import assert from 'node:assert/strict'
import type { z } from 'zod'
import { ERRORS, type ErrorCode } from '@/lib/errors'
import { decodeJson, encodeJson } from '@/lib/schema/json'

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is what it says about it
type AnyJson = any

/** An answer of the API, whole: what must not be in it is looked for in `text`. */
export class Reply {
  readonly request: string
  readonly status: number
  readonly headers: Headers
  readonly bytes: Buffer

  constructor(request: string, status: number, headers: Headers, bytes: Buffer) {
    this.request = request
    this.status = status
    this.headers = headers
    this.bytes = bytes
  }

  get text(): string {
    return this.bytes.toString()
  }

  get json(): AnyJson {
    return decodeJson(this.text)
  }

  /** The answer of a success, held against its schema. */
  as<T extends z.ZodType>(schema: T, status = 200): z.infer<T> {
    assert.equal(this.status, status, `${this.request}: ${this.text}`)
    assert.equal(this.headers.get('content-type'), 'application/json', this.request)
    return schema.parse(this.json)
  }

  /** Holds that this is the problem document of RFC 9457 for a code of the table, and answers with it. */
  problem(code: ErrorCode): AnyJson {
    const said = `${this.request}: ${this.text}`
    assert.match(this.text, /"code"/, said)
    const { json } = this
    const { status, title } = ERRORS[code]
    assert.deepEqual(
      { code: json.code, status: json.status, title: json.title },
      { code, status, title },
      said,
    )
    assert.equal(this.status, status, said)
    assert.equal(this.headers.get('content-type'), 'application/problem+json', said)
    assert.deepEqual([typeof json.type, typeof json.detail], ['string', 'string'], said)
    return json
  }

  /** The messages of one field of `validation_failed`. */
  fieldErrors(field: string): string[] {
    const { errors } = this.problem('validation_failed')
    assert.ok(Object.hasOwn(errors, field), `${this.request}: ${this.text}`)
    return errors[field]
  }
}

type Headers_ = Record<string, string>

/** Calls the API as a script would: with a bearer token, unless it is anonymous. */
export class ApiClient {
  readonly url: string
  readonly token: string | null

  constructor(url: string, token: string | null = null) {
    this.url = url
    this.token = token
  }

  /** `body` is sent as JSON, unless it is text, bytes or a form. */
  async call(method: string, path: string, body?: unknown, headers: Headers_ = {}): Promise<Reply> {
    const isRaw = typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: (isRaw ? body : encodeJson(body)) as BodyInit }),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    return new Reply(`${method} ${path}`, response.status, response.headers, bytes)
  }

  get(path: string, headers?: Headers_): Promise<Reply> {
    return this.call('GET', path, undefined, headers)
  }

  post(path: string, body?: unknown, headers?: Headers_): Promise<Reply> {
    return this.call('POST', path, body, headers)
  }

  put(path: string, body?: unknown): Promise<Reply> {
    return this.call('PUT', path, body)
  }

  patch(path: string, body?: unknown): Promise<Reply> {
    return this.call('PATCH', path, body)
  }

  delete(path: string): Promise<Reply> {
    return this.call('DELETE', path)
  }
}
