import { expect, it, vi } from 'vitest'
import { PictureQueue, type Worker } from './queue'
import type { Made, Task } from './task'

/** A worker that finishes when the test says so. */
class HandWorker implements Worker {
  alive = true
  readonly tasks: { name: string; finish(made: Made): void; fail(error: Error): void }[] = []

  do(task: Task): Promise<Made> {
    return new Promise((finish, fail) => {
      this.tasks.push({ name: task.kind === 'image' ? task.file : task.kind, finish, fail })
    })
  }

  async end(): Promise<void> {
    this.alive = false
  }
}

const image = {
  mime: 'image/webp',
  width: 1,
  height: 1,
  original: Buffer.of(),
  preview: Buffer.of(),
  placeholder: '',
  variants: [],
}

function open(idleMs = 60_000) {
  const workers: HandWorker[] = []
  const queue = new PictureQueue(() => {
    const worker = new HandWorker()
    workers.push(worker)
    return worker
  }, idleMs)
  const running = () => workers.flatMap(({ tasks }) => tasks)
  /** Waits for the next one to be begun, and finishes it. */
  const finish = async (place: number) => {
    await vi.waitFor(() => expect(running()).toHaveLength(place + 1))
    running()[place]?.finish({ image })
  }
  return { queue, workers, running, finish }
}

it('starts nothing before there is work', () => {
  expect(open().workers).toHaveLength(0)
})

it('does one at a time, and owners take turns', async () => {
  const { queue, running, finish } = open()
  const all = ['a1', 'a2', 'a3', 'b1', 'b2'].map((file) => queue.make(file.slice(0, 1), file))
  for (const place of all.keys()) await finish(place)
  await Promise.all(all)
  expect(running().map(({ name }) => name)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3'])
})

it('says when to come back once too many wait', async () => {
  const { queue } = open()
  const waiting = Array.from({ length: 41 }, (_, place) => queue.make('a', String(place)))
  await expect(queue.make('b', 'too many')).rejects.toMatchObject({
    code: 'uploads_busy',
    extra: { retryAfterSeconds: expect.any(Number) },
  })
  await queue.close()
  const outcomes = await Promise.allSettled(waiting.slice(1))
  for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'unavailable' } })
})

it('goes on with another worker after one has gone over its picture', async () => {
  const { queue, workers, running, finish } = open()
  const broken = queue.make('a', 'bad')
  const next = queue.make('b', 'good')
  await vi.waitFor(() => expect(running()).toHaveLength(1))
  if (workers[0] !== undefined) workers[0].alive = false
  running()[0]?.fail(new Error('gone'))
  await expect(broken).rejects.toThrow('gone')
  await finish(1)
  expect(await next).toBe(image)
  expect(workers).toHaveLength(2)
})

it('ends the worker when there has been no work for a while, and starts one again', async () => {
  const { queue, workers, finish } = open(1)
  const first = queue.make('a', '1')
  await finish(0)
  await first
  await vi.waitFor(() => expect(workers[0]?.alive).toBe(false))
  const second = queue.make('a', '2')
  await finish(1)
  expect(await second).toBe(image)
  expect(workers).toHaveLength(2)
})
