import { afterEach, expect, it, vi } from 'vitest'
import { uploadMedia } from './upload'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const file = new Blob(['picture'])
const kept = () => new Response('{"id":"1"}', { status: 201 })

it('sends three at a time', async () => {
  const answers: (() => void)[] = []
  const send = vi.fn(() => new Promise<Response>((resolve) => answers.push(() => resolve(kept()))))
  vi.stubGlobal('fetch', send)
  const all = ['a', 'b', 'c', 'd'].map((key) => uploadMedia(file, key))
  await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(3))
  answers[0]?.()
  await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(4))
  for (const answer of answers) answer()
  expect(await Promise.all(all)).toHaveLength(4)
})

it('comes back when it is asked to, with the same key, and not for what was refused', async () => {
  vi.useFakeTimers()
  const problem = (status: number, code: string) =>
    Response.json({ code, status, title: code, detail: code, retryAfterSeconds: 7 }, { status })
  const send = vi
    .fn()
    .mockResolvedValueOnce(problem(503, 'uploads_busy'))
    .mockResolvedValueOnce(problem(429, 'too_many_uploads'))
    .mockResolvedValueOnce(kept())
    .mockResolvedValueOnce(problem(422, 'moving_picture'))
  vi.stubGlobal('fetch', send)
  const uploaded = uploadMedia(file, 'one')
  await vi.advanceTimersByTimeAsync(14_000)
  expect(await uploaded).toEqual({ id: '1' })
  for (const [, options] of send.mock.calls) expect(options.headers['idempotency-key']).toBe('one')
  await expect(uploadMedia(file, 'two')).rejects.toMatchObject({ code: 'moving_picture' })
})
