import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { sendByParts } from '@/lib/client/api/by-parts'
import { look, smallMp3, statusOf } from '@/tests/support/app/films'
import { makeCreator, type Person } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { type Line, xhrOf } from '@/tests/support/client/xhr'

const PART_BYTES = 16 * 1024 * 1024

let app: TestApp
let person: Person
/** What was asked, and from where on it was sent. */
let asked: string[]
let line: Line
beforeAll(async () => {
  app = await startTestApp({ env: { FFMPEG: 'off' } })
  vi.stubGlobal('localStorage', new Kept())
  vi.stubGlobal('window', { localStorage, location: new URL(app.url) })
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await app.close()
})
beforeEach(async () => {
  person = await makeCreator(app)
  asked = []
  line = () => undefined
  const noting: Line = (request) => {
    const { method, headers } = request
    asked.push([method, headers.get('upload-offset') ?? []].flat().join(' '))
    return line(request)
  }
  vi.stubGlobal('XMLHttpRequest', xhrOf({ app, person, line: noting }))
})

/** What a browser keeps. */
class Kept extends Map<string, string> {
  get length() {
    return this.size
  }
  key = (index: number) => [...this.keys()][index] ?? null
  getItem = (key: string) => this.get(key) ?? null
  setItem = (key: string, value: string) => void this.set(key, value)
  removeItem = (key: string) => void this.delete(key)
}

/** In two parts. */
const bytes = smallMp3(45_000)
let files = 0
function newFile(): File {
  files += 1
  return new File([new Uint8Array(bytes)], `${files}.mp3`, { type: 'audio/mpeg', lastModified: 1 })
}

/** Does it when the second part is about to be sent, once, and cuts that off. */
function atSecondPart(act: () => void): void {
  let isDone = false
  line = ({ method, headers }) => {
    if (isDone || method !== 'PATCH' || headers.get('upload-offset') !== String(PART_BYTES)) return
    isDone = true
    act()
    return 'cut'
  }
}

const DEADLINE = { timeout: 30_000 }
const hasAsked = (what: string[]) => expect.poll(() => asked, DEADLINE).toEqual(what)
const nothing = () => {}
const WHOLE = ['POST', 'PATCH 0', `PATCH ${PART_BYTES}`]

it('goes on where it was when the connection breaks, also where nobody says at once where that is', async () => {
  atSecondPart(() => {
    line = ({ method }) => (method === 'HEAD' && asked.at(-2) !== 'HEAD' ? 503 : undefined)
  })
  const offsets: number[] = []
  const id = await sendByParts(newFile(), ({ sent }) => offsets.push(sent)).done
  await expect.poll(() => statusOf(person, id), DEADLINE).toMatchObject({ state: 'ready' })
  expect((await person.api.get(`/api/media/${id}`)).bytes.equals(bytes)).toBe(true)
  expect(asked).toEqual([...WHOLE, 'HEAD', 'HEAD', `PATCH ${PART_BYTES}`])
  expect(offsets).toEqual(offsets.toSorted((one, other) => one - other))
})

it('is two uploads where the same file is chosen twice, and not two senders at one', async () => {
  const file = newFile()
  atSecondPart(() => sending.leave())
  const sending = sendByParts(file, nothing)
  await hasAsked(WHOLE)
  asked = []
  const ids = await Promise.all([sendByParts(file, nothing).done, sendByParts(file, nothing).done])
  expect(new Set(ids).size).toBe(2)
  // One goes on with what was left.
  expect(asked.toSorted()).toEqual(['HEAD', ...WHOLE, `PATCH ${PART_BYTES}`].toSorted())
})

it('keeps what has arrived where the session is over, and goes on when somebody has signed in again', async () => {
  const file = newFile()
  atSecondPart(() => {
    line = ({ method }) => (method === 'HEAD' ? 401 : undefined)
  })
  const failed = sendByParts(file, nothing)
  await expect(failed.done).rejects.toMatchObject({ status: 401 })
  line = () => undefined
  asked = []
  failed.leave()
  await sendByParts(file, nothing).done
  expect(asked).toEqual(['HEAD', `PATCH ${PART_BYTES}`])
})

it('begins anew where it is told that nothing is there', async () => {
  const file = newFile()
  atSecondPart(() => sending.leave())
  const sending = sendByParts(file, nothing)
  await hasAsked(WHOLE)
  line = ({ method }) => (method === 'HEAD' ? 404 : undefined)
  await sendByParts(file, nothing).done
  expect(asked).toEqual([...WHOLE, 'HEAD', ...WHOLE])
})

it('waits where it is paused, also before it has begun, and has one sender when it goes on', async () => {
  const file = newFile()
  const sending = sendByParts(file, nothing)
  sending.pause()
  sending.resume()
  sending.resume()
  atSecondPart(() => sending.pause())
  await hasAsked(WHOLE)
  sending.resume()
  await sending.done
  expect(asked).toEqual([...WHOLE, 'HEAD', `PATCH ${PART_BYTES}`])
})

it('keeps nothing of what is cancelled', async () => {
  let path = ''
  const sending = sendByParts(newFile(), nothing)
  atSecondPart(() => {
    line = (request) => {
      path = request.path
      return undefined
    }
    sending.cancel()
  })
  await hasAsked([...WHOLE, 'DELETE'])
  await expect.poll(async () => (await look(person, path)).status, DEADLINE).toBe(404)
})
