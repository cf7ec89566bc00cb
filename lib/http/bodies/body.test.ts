import { expect, it } from 'vitest'
import { readBytes } from './body'

function bodyOf(...parts: (string | Promise<never>)[]) {
  async function* send() {
    for (const part of parts) yield Buffer.from(await part)
  }
  return { body: send(), headers: { get: () => null } }
}

const never = new Promise<never>(() => {})

it('is the whole body', async () => {
  expect(Buffer.from(await readBytes(bodyOf('a', 'b'), { max: 2, ms: 60_000 })).toString()).toBe('ab')
})

it('is not waited for longer than it may take', async () => {
  await expect(readBytes(bodyOf('a', never), { max: 2, ms: 1 })).rejects.toMatchObject({
    code: 'request_timeout',
  })
})

it('is refused when it breaks off, or is too large', async () => {
  const broken = Promise.reject(new Error('aborted'))
  await expect(readBytes(bodyOf('a', broken), { max: 2 })).rejects.toMatchObject({ code: 'bad_request' })
  await expect(readBytes(bodyOf('a', 'b', 'c'), { max: 2 })).rejects.toMatchObject({
    code: 'payload_too_large',
  })
})
