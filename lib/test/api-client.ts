import { expect } from 'vitest'
import type { z } from 'zod'
import { ERRORS, type ErrorCode } from '@/lib/errors'
import { decodeJson, encodeJson } from '@/lib/schema/json'

// What a test reads of an answer is what it says about it.
type AnyJson = any

/** An answer of the API, whole: what must not be in it is looked for in `text`. */
export class Reply {
  constructor(
    readonly request: string,
    readonly status: number,
    readonly headers: Headers,
    readonly bytes: Buffer,
  ) {}

  get text(): string {
    return this.bytes.toString()
  }

  get json(): AnyJson {
    return decodeJson(this.text)
  }

  /** The answer of a success, held against its schema. */
  as<T extends z.ZodType>(schema: T, status = 200): z.infer<T> {
    expect(this.status, `${this.request}: ${this.text}`).toBe(status)
    expect(this.headers.get('content-type')).toBe('application/json')
    return schema.parse(this.json)
  }

  /** Holds that this is the problem document of RFC 9457 for a code of the table, and answers with it. */
  problem(code: ErrorCode): AnyJson {
    expect(this.text, this.request).toContain('"code"')
    expect(this.json, this.request).toMatchObject({
      code,
      status: ERRORS[code].status,
      title: ERRORS[code].title,
    })
    expect(this.status).toBe(ERRORS[code].status)
    expect(this.headers.get('content-type')).toBe('application/problem+json')
    expect(this.json).toMatchObject({ type: expect.any(String), detail: expect.any(String) })
    return this.json
  }

  /** The messages of one field of `validation_failed`. */
  fieldErrors(field: string): string[] {
    const { errors } = this.problem('validation_failed')
    expect(Object.keys(errors), this.request).toContain(field)
    return errors[field]
  }
}

type Headers_ = Record<string, string>

/** Calls the API as a script would: with a bearer token, unless it is anonymous. */
export class ApiClient {
  constructor(
    readonly url: string,
    readonly token: string | null = null,
  ) {}

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
