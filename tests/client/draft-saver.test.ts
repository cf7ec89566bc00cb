import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeCreator } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { DraftDesk, type Loss, NOTHING_WRITTEN } from '@/tests/support/client/draft-desk'

let app: TestApp
let desk: DraftDesk
beforeAll(async () => {
  app = await startTestApp()
  desk = new DraftDesk(await makeCreator(app))
})
afterEach(() => desk.closeEditors())
afterAll(() => app.close())

describe('what is written', () => {
  it('is saved by itself, in one draft, with a request for several strokes', async () => {
    const { saver, line, write, reached } = desk.openEditor()
    saver.write(null)
    expect(saver.snapshot.state).toBe('none')
    for (const title of ['M', 'Mo', 'Moo', 'Moor']) write({ title })
    expect(saver.snapshot.state).toBe('waiting')
    const { saved } = await reached('saved')
    expect(await desk.onServer(saved?.id)).toMatchObject({ status: 'draft', title: 'Moor' })
    expect(line.sent).toBe(1)
    write({ title: 'Moor', body: 'Fog over it ' })
    write({ title: 'Moor', body: 'Fog over it.' })
    await reached('saved')
    expect(await desk.onServer(saved?.id)).toMatchObject({ title: 'Moor', content: { body: 'Fog over it.' } })
    expect([line.sent, (await desk.draftsCalled('Moor')).length]).toEqual([2, 1])
    // What is there already is not sent again.
    write({ title: 'Moor', body: 'Fog over it.' })
    expect(saver.snapshot.state).toBe('saved')
    expect(line.sent).toBe(2)
  })

  it.each<[string, Loss[]]>([
    ['requests are lost', ['request', 'request']],
    ['the answer to the first is lost', ['answer']],
    ['an answer, then a request', ['answer', 'request']],
  ])('is saved once though %s', async (name, losses) => {
    const line = desk.newLine()
    line.losses = losses
    const { saver, write, reached } = desk.openEditor(line)
    write({ title: `Begun, ${name}` })
    for (const _loss of losses) {
      await reached('failed')
      write({ title: `Begun, ${name}`, body: 'and gone on with' })
      saver.retry()
    }
    await reached('saved')
    const drafts = await desk.draftsCalled(`Begun, ${name}`)
    expect(drafts.map(({ content }) => content?.body)).toEqual(['and gone on with'])
  })

  it.each<[string, Loss[]]>([
    ['an answer', ['answer']],
    ['several answers', ['answer', 'answer', 'answer']],
    ['a request and an answer', ['request', 'answer']],
  ])('is nobody else’s change where %s of a later saving was lost', async (name, losses) => {
    const { saver, line, write, reached } = desk.openEditor()
    write({ title: name })
    const { saved } = await reached('saved')
    line.losses = [...losses]
    for (const [place] of losses.entries()) {
      write({ title: name, body: `written ${place}` })
      saver.retry()
      await reached('failed')
    }
    write({ title: name, body: 'written last' })
    saver.retry()
    const state = await Promise.race([reached('saved'), reached('changed')])
    expect(state).toMatchObject({ state: 'saved' })
    expect((await desk.onServer(saved?.id)).content?.body).toBe('written last')
  })

  it('is not written over what another device has saved', async () => {
    const { saver, write, reached } = desk.openEditor()
    write({ title: 'On two devices' })
    const { saved } = await reached('saved')
    const other = desk.openEditor(desk.newLine(), { saved })
    other.write({ title: 'On two devices', body: 'Theirs' })
    await other.reached('saved')
    write({ title: 'On two devices', body: 'Mine' })
    const { current } = await reached('changed')
    expect(current?.content?.body).toBe('Theirs')
    // Nothing is sent until it was looked at.
    write({ title: 'On two devices', body: 'Mine, more of it' })
    expect(saver.snapshot.state).toBe('changed')
    expect((await desk.onServer(saved?.id)).content?.body).toBe('Theirs')
    await expect(
      saver.release({ ...NOTHING_WRITTEN, title: 'x', body: 'Mine' }, { status: 'published' }),
    ).rejects.toMatchObject({
      code: 'conflict',
    })
    if (current) saver.goOnFrom(current)
    write({ title: 'On two devices', body: 'Theirs, and mine' })
    await reached('saved')
    expect(await desk.onServer(saved?.id)).toMatchObject({
      status: 'draft',
      content: { body: 'Theirs, and mine' },
    })
    // The other one hears of it, and it is no change where there is nothing of its own.
    other.saver.changedElsewhere(await desk.onServer(saved?.id))
    expect(other.saver.snapshot).toMatchObject({
      state: 'changed',
      current: { content: { body: 'Theirs, and mine' } },
    })
  })

  it('is a draft again where the draft was deleted elsewhere', async () => {
    const { write, reached } = desk.openEditor()
    write({ title: 'Deleted elsewhere' })
    const { saved } = await reached('saved')
    await desk.author.api.delete(`/api/posts/${saved?.id}`)
    write({ title: 'Deleted elsewhere', body: 'but not lost' })
    await expect
      .poll(async () => (await desk.draftsCalled('Deleted elsewhere')).map(({ content }) => content?.body), {
        timeout: 20_000,
      })
      .toEqual(['but not lost'])
  })

  it('is a draft again as soon as it is heard of that, though nothing more is written', async () => {
    const { saver, write, reached } = desk.openEditor()
    write({ title: 'Deleted, and heard of' })
    const { saved } = await reached('saved')
    await desk.author.api.delete(`/api/posts/${saved?.id}`)
    saver.goneElsewhere('of another')
    expect(saver.snapshot.saved).toBe(saved)
    saver.goneElsewhere(saved?.id ?? '')
    await reached('saved')
    expect((await desk.draftsCalled('Deleted, and heard of')).map(({ id }) => id)).toEqual([
      saver.snapshot.saved?.id,
    ])
  })

  it('is still the same draft where a picture of it is gone', async () => {
    const { saver, write, reached } = desk.openEditor()
    write({ title: 'With a lost picture' })
    const { saved } = await reached('saved')
    write({ title: 'With a lost picture', mediaIds: [saved?.id ?? ''] })
    expect((await reached('refused')).error).toMatchObject({ reason: 'no_such_media' })
    write({ title: 'With a lost picture', body: 'and without' })
    await reached('saved')
    expect(saver.snapshot.saved?.id).toBe(saved?.id)
    expect(await desk.draftsCalled('With a lost picture')).toHaveLength(1)
  })

  it('is nothing to be saved where it was taken back before it was sent', () => {
    const { saver, write, line } = desk.openEditor()
    write({ title: 'x' })
    expect(saver.snapshot.state).toBe('waiting')
    saver.write(null)
    expect([saver.snapshot.state, line.sent]).toEqual(['none', 0])
  })

  it('says what it cannot be saved for, and is saved when that is mended', async () => {
    const { saver, write, reached } = desk.openEditor()
    write({ title: 'x'.repeat(1_000) })
    expect((await reached('refused')).error).toMatchObject({ code: 'validation_failed' })
    write({ title: 'Shorter' })
    await reached('saved')
    expect(saver.snapshot.error).toBeNull()
  })
})
