import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { posts } from '@/lib/db/tables/content'
import { publishScheduled } from '@/lib/domain/posts/publishing'
import { makeCreator } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { DraftDesk, NOTHING_WRITTEN } from '@/tests/support/client/draft-desk'

const HOUR_MS = 60 * 60 * 1000

let app: TestApp
let desk: DraftDesk
beforeAll(async () => {
  app = await startTestApp()
  desk = new DraftDesk(await makeCreator(app))
})
afterEach(() => desk.closeEditors())
afterAll(() => app.close())

describe('a draft is let out', () => {
  it('with what was written last, also before anything was saved', async () => {
    const { saver } = desk.openEditor()
    const post = await saver.release(
      { ...NOTHING_WRITTEN, title: 'At once', body: 'x' },
      { status: 'published' },
    )
    expect(await desk.onServer(post.id)).toMatchObject({ status: 'published', title: 'At once' })
    expect(await desk.draftsCalled('At once')).toHaveLength(1)
  })

  it('once, though the answer is lost', async () => {
    const { saver, line, write, reached } = desk.openEditor()
    write({ title: 'Lost answer', body: 'x' })
    await reached('saved')
    line.losses = ['answer']
    const input = { ...NOTHING_WRITTEN, title: 'Lost answer', body: 'xy' }
    await expect(saver.release(input, { status: 'published' })).rejects.toMatchObject({ code: 'offline' })
    const post = await saver.release(input, { status: 'published' })
    expect(post.status).toBe('published')
    expect(await desk.draftsCalled('Lost answer')).toHaveLength(1)
  })

  it('at a time, and is taken back', async () => {
    const { saver } = desk.openEditor()
    const input = { ...NOTHING_WRITTEN, title: 'Later', body: 'x' }
    const publishAt = new Date(Date.now() + HOUR_MS).toISOString()
    expect(await saver.release(input, { status: 'scheduled', publishAt })).toMatchObject({
      status: 'scheduled',
      publishAt,
    })
    expect(await saver.release(input, { status: 'draft' })).toMatchObject({
      status: 'draft',
      publishAt: null,
    })
    expect(saver.snapshot.saved).toMatchObject({ status: 'draft', publishAt: null })
  })

  it('by itself while it is written: what comes after is not put into what is out', async () => {
    const { saver, line, write, reached } = desk.openEditor()
    const input = { ...NOTHING_WRITTEN, title: 'Out by itself', body: 'x' }
    const publishAt = new Date(Date.now() + HOUR_MS).toISOString()
    const { id } = await saver.release(input, { status: 'scheduled', publishAt })
    await app.app.db.transact((tx) =>
      tx.sql.update(posts).set({ publishAt: new Date() }).where(eq(posts.id, id)),
    )
    await publishScheduled(app.app, id)
    write({ ...input, body: 'x, and more' })
    expect((await reached('changed')).current?.status).toBe('published')
    expect((await desk.onServer(id)).content?.body).toBe('x')
    // Nothing is sent any more, whatever is written.
    const { sent } = line
    write({ ...input, body: 'x, and more of it' })
    await saver.flush()
    expect([line.sent, saver.snapshot.state]).toEqual([sent, 'changed'])
  })

  it('while nothing else is sent; what was typed meanwhile comes after', async () => {
    const { saver, line, write, reached } = desk.openEditor()
    const input = { ...NOTHING_WRITTEN, title: 'Put off, and typed on', body: 'x' }
    write(input)
    await reached('saved')
    let arrive = () => {}
    line.held = new Promise<void>((resolve) => {
      arrive = resolve
    })
    const publishAt = new Date(Date.now() + HOUR_MS).toISOString()
    const released = saver.release(input, { status: 'scheduled', publishAt })
    await expect.poll(() => line.sent).toBe(2)
    write({ ...input, body: 'x, and y' })
    const flushed = saver.flush()
    arrive()
    expect(await released).toMatchObject({ status: 'scheduled', content: { body: 'x' } })
    await flushed
    await reached('saved')
    expect(line.together).toBe(1)
    expect(await desk.onServer(saver.snapshot.saved?.id)).toMatchObject({
      status: 'scheduled',
      content: { body: 'x, and y' },
    })
  })

  it('as another where it was deleted elsewhere just before', async () => {
    const { saver, write, reached } = desk.openEditor()
    const input = { ...NOTHING_WRITTEN, title: 'Deleted, and let out', body: 'x' }
    write(input)
    const { saved } = await reached('saved')
    await desk.author.api.delete(`/api/posts/${saved?.id}`)
    const post = await saver.release(input, { status: 'published' })
    expect(post).toMatchObject({ status: 'published', content: { body: 'x' } })
    expect((await desk.draftsCalled('Deleted, and let out')).map(({ id }) => id)).toEqual([post.id])
    expect(saver.snapshot.state).toBe('saved')
  })

  it('and is not saved any more by who has let it out', async () => {
    const { saver, line } = desk.openEditor()
    const input = { ...NOTHING_WRITTEN, title: 'Out', body: 'x' }
    const { id } = await saver.release(input, { status: 'published' })
    const { sent } = line
    saver.write({ ...input, body: 'still typing' })
    await saver.flush()
    expect(line.sent).toBe(sent)
    expect((await desk.onServer(id)).content?.body).toBe('x')
  })

  it('at the time that was chosen last, though the answer to another was lost', async () => {
    const { saver, line, write, reached } = desk.openEditor()
    const input = { ...NOTHING_WRITTEN, title: 'Twice put off', body: 'x' }
    write(input)
    await reached('saved')
    const [first, second] = [1, 2].map((hours) => new Date(Date.now() + hours * HOUR_MS).toISOString())
    line.losses = ['answer']
    const release = (publishAt = '') => saver.release(input, { status: 'scheduled', publishAt })
    await expect(release(first)).rejects.toMatchObject({ code: 'offline' })
    expect(await release(second)).toMatchObject({ status: 'scheduled', publishAt: second })
  })

  it('not without a text, and what was written is saved all the same', async () => {
    const { saver, reached } = desk.openEditor()
    saver.write({ ...NOTHING_WRITTEN, title: 'Bare' })
    await reached('saved')
    const input = { ...NOTHING_WRITTEN, title: 'Bare', teaser: 'Typed just before' }
    await expect(saver.release(input, { status: 'published' })).rejects.toMatchObject({
      code: 'validation_failed',
    })
    await reached('saved')
    expect((await desk.draftsCalled('Bare')).map(({ status, teaser }) => [status, teaser])).toEqual([
      ['draft', 'Typed just before'],
    ])
  })
})
