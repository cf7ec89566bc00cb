import { type ApiUser, buyByScript, fund, signInByScript } from '../../tests/support/e2e/api'
import type { StressClient } from './client'
import type { Member } from './deployment'
import type { Random } from './random'

/** What was promised: the request was answered, so its event has to be there and to reach everybody. */
export interface Promised {
  channel: string
  what: string
  says: (event: { type: string; data: Record<string, unknown> }) => boolean
}

/** A comment that some may never read. */
export interface Secret {
  text: string
  channel: string
  /** Who bought the post before, or wrote it. */
  readers: Set<string>
}

const LOCK_PRICE_LAMPORTS = 1_000_000
const TRIES = 20
const RETRY_MS = 150

/** People who do things by the API of whatever process lives, and what they were promised. */
export class Actors {
  readonly promised: Promised[] = []
  readonly secrets: Secret[] = []
  readonly posts: { id: string; author: ApiUser }[] = []
  requests = 0
  /** Requests without a good answer, by what came instead. */
  readonly failures = new Map<string, number>()
  #serial = 0

  private readonly members: readonly Member[]
  private readonly random: Random

  constructor(members: readonly Member[], random: Random) {
    this.members = members
    this.random = random
  }

  /** With patience: those who are only needed to begin with. */
  signIn(): Promise<ApiUser> {
    return this.#stubbornly(() => signInByScript(this.#web()))
  }

  async openCreator(): Promise<ApiUser> {
    const creator = await this.signIn()
    const handle = `stress${this.#next()}`
    await this.#stubbornly(() =>
      this.#as(creator, 'POST', '/api/me/creator', { handle, displayName: handle }),
    )
    return creator
  }

  async openPost(author: ApiUser): Promise<string> {
    const post = await this.#stubbornly(() =>
      this.#as<{ id: string }>(author, 'POST', '/api/posts', { title: 'stress', body: 'x' }),
    )
    this.posts.push({ id: post.id, author })
    return post.id
  }

  async like(fan: ApiUser): Promise<void> {
    const { id } = this.random.pick(this.posts)
    const method = this.random.chance(0.6) ? 'PUT' : 'DELETE'
    await this.#try(() => this.#as(fan, method, `/api/posts/${id}/like`))
  }

  async comment(fan: ApiUser): Promise<void> {
    const { id } = this.random.pick(this.posts)
    const body = `hello ${this.#next()}`
    const reply = await this.#try(() =>
      this.#as<{ id: string }>(fan, 'POST', `/api/posts/${id}/comments`, { body }),
    )
    if (reply === null) return
    const says: Promised['says'] = ({ type, data }) => type === 'comment_added' && data.commentId === reply.id
    this.promised.push({ channel: `post:${id}`, what: `comment ${reply.id}`, says })
    if (!this.random.chance(0.2)) return
    if ((await this.#try(() => this.#as(fan, 'DELETE', `/api/comments/${reply.id}`))) === null) return
    this.promised.push({
      channel: `post:${id}`,
      what: `deletion of comment ${reply.id}`,
      says: ({ type, data }) => type === 'comment_deleted' && data.commentId === reply.id,
    })
  }

  async edit(): Promise<void> {
    const { id, author } = this.random.pick(this.posts)
    const title = `title ${this.#next()}`
    if ((await this.#try(() => this.#as(author, 'PATCH', `/api/posts/${id}`, { title }))) === null) return
    this.promised.push({
      channel: `post:${id}`,
      what: title,
      says: ({ type, data }) => type === 'post_updated' && (data.post as { title: string }).title === title,
    })
  }

  /**
   * A post that is open at first and then costs something: what its author says afterwards is for those who paid. One
   * of the readers pays in the middle.
   */
  async lockAndTell(author: ApiUser, readers: readonly StressClient[], buyer: ApiUser): Promise<void> {
    const id = await this.openPost(author)
    this.posts.pop()
    const channel = `post:${id}`
    for (const reader of readers) reader.follow(channel)
    const locked = await this.#try(() =>
      this.#as(author, 'PATCH', `/api/posts/${id}`, { priceLamports: LOCK_PRICE_LAMPORTS }),
    )
    if (locked === null) return
    const allowed = new Set([author.id])
    const tell = async () => {
      const secret = { text: `secret ${this.#next()}`, channel, readers: new Set(allowed) }
      this.secrets.push(secret)
      await this.#try(() => this.#as(author, 'POST', `/api/posts/${id}/comments`, { body: secret.text }))
    }
    await tell()
    await tell()
    // From the first try on it may go through, whatever the answer.
    for (const secret of this.secrets) if (secret.channel === channel) secret.readers.add(buyer.id)
    allowed.add(buyer.id)
    const purchase = await this.#try(async () => {
      // One of them holds the ledger; the other refuses, and then nothing was bought.
      const url = this.#web()
      await fund(url, buyer.wallet.address)
      return buyByScript(this.#at(buyer, url), { kind: 'post', postId: id })
    })
    if (purchase?.status === 'confirmed') {
      this.promised.push({
        channel: `user:${buyer.id}`,
        what: `purchase ${purchase.id}`,
        says: ({ type, data }) => type === 'post-purchased' && data.postId === id,
      })
    }
    await tell()
  }

  async signOut(user: ApiUser, client: StressClient): Promise<void> {
    if ((await this.#try(() => this.#as(user, 'POST', '/api/auth/sign-out'))) !== null)
      client.signedOut = true
  }

  #next(): number {
    this.#serial += 1
    return this.#serial
  }

  #web(): string {
    const web = this.members.filter(({ role }) => role === 'web')
    const alive = web.filter(({ server }) => server !== null)
    return this.random.pick(alive.length > 0 ? alive : web).url
  }

  #at(user: ApiUser, url: string): ApiUser {
    return { ...user, call: (method, path, body) => request(url, user.token, method, path, body) }
  }

  #as<T>(user: ApiUser, method: string, path: string, body?: unknown): Promise<T> {
    return request(this.#web(), user.token, method, path, body)
  }

  /** Null when it was not answered well: then it may have happened or not. */
  async #try<T>(action: () => Promise<T>): Promise<T | null> {
    this.requests += 1
    try {
      return await action()
    } catch (error) {
      const kind = error instanceof AnswerError ? String(error.status) : 'no answer'
      this.failures.set(kind, (this.failures.get(kind) ?? 0) + 1)
      return null
    }
  }

  async #stubbornly<T>(action: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await action()
      } catch (error) {
        if (tries === TRIES) throw error
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS * tries))
      }
    }
  }
}

const ANSWER_MS = 15_000

class AnswerError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

async function request<T>(
  url: string,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`${url}${path}`, {
    method,
    signal: AbortSignal.timeout(ANSWER_MS),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new AnswerError(response.status, `${method} ${path}: ${text}`)
  return (text === '' ? {} : JSON.parse(text)) as T
}
