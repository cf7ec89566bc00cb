import { randomBytes } from 'node:crypto'
import { expect } from '@playwright/test'
import { type ApiUser, signInByScript } from './api'
import type { RunningServer } from './server'
import { openSocket } from './socket'

export async function publishPost(url: string): Promise<{ author: ApiUser; postId: string }> {
  const author = await signInByScript(url)
  const handle = `c${randomBytes(6).toString('hex')}`
  await author.call('POST', '/api/me/creator', { handle, displayName: 'A creator' })
  const post = await author.call<{ id: string }>('POST', '/api/posts', { title: 'A post', body: 'Its body' })
  return { author, postId: post.id }
}

/** Next evaluates modules in bundles of its own: this is what proves that all share one hub. */
export async function expectLikeToReachSocket({ url, wsUrl }: RunningServer): Promise<void> {
  const { author, postId } = await publishPost(url)
  const fan = await signInByScript(url)
  const socket = await openSocket(wsUrl, author.token)
  await socket.next('connected')
  socket.send({ type: 'subscribe', channel: `post:${postId}` })
  await socket.next('subscribed')
  await fan.call('PUT', `/api/posts/${postId}/like`)
  const event = await socket.next('post_liked')
  expect(event).toMatchObject({ channel: `post:${postId}`, data: { postId, userId: fan.id, likesCount: 1 } })
  socket.close()
}
