import { afterAll, beforeAll, expect, it } from 'vitest'
import { ApiClient } from '@/tests/support/app/api-client'
import { type Creator, makeCreator, makePost, SECRET, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { buy, fund } from '@/tests/support/money/purchases'

let app: TestApp
let author: Creator
let visitor: ApiClient
beforeAll(async () => {
  app = await startTestApp()
  author = await makeCreator(app)
  visitor = new ApiClient(app.url)
})
afterAll(() => app.close())

/** Everything a visitor can see a post in. */
async function seen(postId: string): Promise<string> {
  const replies = []
  for (const path of ['/api/feed', `/api/posts/${postId}`, `/api/creators/${author.handle}/posts`]) {
    replies.push((await visitor.get(path)).text)
  }
  return replies.join('\n')
}

it('what a visitor is answered holds what was written just before', async () => {
  const post = await makePost(author, { title: 'First title' })
  const fan = await signIn(app)
  const path = `/api/posts/${post.id}`
  expect(await seen(post.id)).toContain('First title')
  expect(await seen(post.id)).toBe(await seen(post.id))
  await author.api.patch(path, { title: 'Second title' })
  expect(await seen(post.id)).not.toContain('First title')
  for (let count = 1; count <= 3; count += 1) {
    await fan.api.put(`${path}/like`)
    expect((await visitor.get(path)).json.likesCount).toBe(1)
    await fan.api.delete(`${path}/like`)
    expect((await visitor.get(path)).json.likesCount).toBe(0)
  }
  await fan.api.post(`${path}/comments`, { body: 'Said just now' })
  expect((await visitor.get(`${path}/comments`)).text).toContain('Said just now')
  await author.api.patch('/api/me', { displayName: 'Renamed' })
  expect(await seen(post.id)).toContain('Renamed')
  await author.api.delete(path)
  ;(await visitor.get(path)).problem('not_found')
  expect((await visitor.get('/api/feed')).text).not.toContain(post.id)
})

it('what is locked again is gone for visitors at once', async () => {
  const post = await makePost(author)
  for (let round = 0; round < 5; round += 1) {
    expect(await seen(post.id)).toContain(SECRET)
    await author.api.patch(`/api/posts/${post.id}`, { priceLamports: 5_000_000 })
    expect(await seen(post.id)).not.toContain(SECRET)
    ;(await visitor.get(`/api/posts/${post.id}/comments`)).problem('locked')
    await author.api.patch(`/api/posts/${post.id}`, { priceLamports: null })
  }
  await author.api.delete(`/api/posts/${post.id}`)
})

it('what one reader has unlocked is answered to no other, and to no visitor', async () => {
  const post = await makePost(author, { priceLamports: 5_000_000n })
  const [buyer, other] = [await signIn(app), await signIn(app)]
  await fund(buyer)
  await buy(buyer, { kind: 'post', postId: post.id })
  const path = `/api/posts/${post.id}`
  for (let round = 0; round < 3; round += 1) {
    expect((await buyer.api.get(path)).text).toContain(SECRET)
    expect((await visitor.get(path)).text).not.toContain(SECRET)
    expect((await other.api.get(path)).text).not.toContain(SECRET)
    // A cookie that is not valid says who somebody is not.
    expect((await visitor.get(path, { cookie: 'fonana_session=x' })).text).not.toContain(SECRET)
  }
})

it('many visitors who read while it changes never see it older than it was answered to be', async () => {
  const post = await makePost(author)
  const fan = await signIn(app)
  const path = `/api/posts/${post.id}`
  let ended = false
  const readers = Array.from({ length: 4 }, async () => {
    while (!ended) expect((await visitor.get(path)).status).toBe(200)
  })
  for (let round = 0; round < 40; round += 1) {
    const { likesCount } = (
      await (round % 2 === 0 ? fan.api.put(`${path}/like`) : fan.api.delete(`${path}/like`))
    ).json
    expect((await visitor.get(path)).json.likesCount).toBe(likesCount)
  }
  ended = true
  await Promise.all(readers)
})
