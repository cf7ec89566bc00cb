import { offlineError, toApiError } from '@/lib/client/api/api-error'
import { DraftSaver, type DraftServer, type Snapshot } from '@/lib/client/drafts/draft-saver'
import { pageOf } from '@/lib/schema/common'
import { OwnPost, Post, type PostFields } from '@/lib/schema/posts'
import type { ApiClient, Reply } from '@/tests/support/app/api-client'
import type { Creator } from '@/tests/support/app/people'

export const NOTHING_WRITTEN: PostFields = {
  title: '',
  teaser: '',
  body: '',
  tags: [],
  minTier: null,
  priceLamports: null,
  mediaIds: [],
  commentsOpen: true,
  watermarked: false,
}
/** So that strokes are gathered, and nobody waits for long. */
const PACE = { after: 20, within: 40, retry: 200, retryMax: 200 }

/** What a line does with the next request: it is lost on its way there, or its answer on the way back. */
export type Loss = 'request' | 'answer'

/** To the server, for one author. */
export class Line implements DraftServer {
  losses: Loss[] = []
  sent = 0
  /** Requests arrive when it resolves. */
  held: Promise<unknown> = Promise.resolve()
  /** How many requests were under way at once, at most. */
  together = 0
  #underWay = 0
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  create(fields: object, key: string): Promise<Post> {
    return this.#send(() => this.#api.post('/api/posts', fields, { 'idempotency-key': key }))
  }

  update(id: string, patch: object): Promise<Post> {
    return this.#send(() => this.#api.patch(`/api/posts/${id}`, patch))
  }

  async #send(call: () => Promise<Reply>): Promise<Post> {
    this.sent += 1
    const loss = this.losses.shift()
    if (loss === 'request') throw offlineError()
    this.#underWay += 1
    this.together = Math.max(this.together, this.#underWay)
    await this.held
    const reply = await call()
    this.#underWay -= 1
    if (loss === 'answer') throw offlineError()
    if (reply.status >= 400) throw toApiError(reply.status, reply.json)
    return Post.parse(reply.json)
  }
}

/** Where an author writes: editors of drafts, each on a line of its own, and what the server has of them. */
export class DraftDesk {
  readonly author: Creator
  readonly #open = new Set<DraftSaver>()

  constructor(author: Creator) {
    this.author = author
  }

  newLine(): Line {
    return new Line(this.author.api)
  }

  openEditor(line = this.newLine(), from: Partial<Pick<Snapshot, 'saved' | 'attempt'>> = {}) {
    const saver = new DraftSaver(line, { saved: null, attempt: null, ...from }, PACE)
    this.#open.add(saver)
    const reached = (state: Snapshot['state']) =>
      new Promise<Snapshot>((resolve) => {
        const look = () => {
          if (saver.snapshot.state !== state) return
          stop()
          resolve(saver.snapshot)
        }
        const stop = saver.subscribe(look)
        look()
      })
    return {
      saver,
      line,
      reached,
      write: (fields: Partial<PostFields>) => saver.write({ ...NOTHING_WRITTEN, ...fields }),
    }
  }

  closeEditors(): void {
    for (const saver of this.#open) saver.stop()
    this.#open.clear()
  }

  async onServer(id: string | undefined): Promise<Post> {
    return (await this.author.api.get(`/api/posts/${id}`)).as(Post)
  }

  async draftsCalled(title: string): Promise<OwnPost[]> {
    const found = await this.author.api.get(`/api/me/posts?query=${encodeURIComponent(title)}`)
    return found.as(pageOf(OwnPost)).items
  }
}
