import type { Person } from '@/tests/support/app/people'
import type { TestApp } from '@/tests/support/app/start-app'

/** What somebody's browser asks, as it is about to; what a line answers is answered, instead of the server. */
export type Line = (asked: { method: string; path: string; headers: Headers }) => number | 'cut' | undefined

interface Asking {
  app: TestApp
  person: Person
  line: Line
}

/** As much of `XMLHttpRequest` as uploads by parts need, on the real app and as this person. */
export function xhrOf({ app, person, line }: Asking) {
  return class {
    upload: { onprogress?: (event: ProgressEventLike) => void } = {}
    onload = () => {}
    onerror = (_error: unknown) => {}
    status = 0
    responseText = ''
    readonly #headers = new Headers({ authorization: `Bearer ${person.token}` })
    readonly #ending = new AbortController()
    #answer = new Headers()
    #method = ''
    #path = ''

    open(method: string, url: string): void {
      this.#method = method
      this.#path = new URL(url, app.url).pathname
    }

    setRequestHeader(name: string, value: string): void {
      this.#headers.set(name, value)
    }

    getResponseHeader(name: string): string | null {
      return this.#answer.get(name)
    }

    abort(): void {
      this.#ending.abort()
    }

    send(body: Blob | null): void {
      this.#ask(body).then(
        () => !this.#ending.signal.aborted && this.onload(),
        (error: unknown) => !this.#ending.signal.aborted && this.onerror(error),
      )
    }

    async #ask(body: Blob | null): Promise<void> {
      const [method, path, headers] = [this.#method, this.#path, this.#headers]
      const instead = line({ method, path, headers })
      if (instead === 'cut') throw new Error('the connection is cut')
      if (instead !== undefined) {
        this.status = instead
        return
      }
      const { signal } = this.#ending
      const answer = await fetch(app.url + path, { method, headers, body, signal })
      this.status = answer.status
      this.#answer = answer.headers
      this.responseText = await answer.text()
      if (body !== null)
        this.upload.onprogress?.({ lengthComputable: true, loaded: body.size, total: body.size })
    }
  }
}

interface ProgressEventLike {
  lengthComputable: boolean
  loaded: number
  total: number
}
