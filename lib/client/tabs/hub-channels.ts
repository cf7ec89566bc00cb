import type { ClientFrame, ServerFrame } from '@/lib/schema/frames'
import { isAfter } from '@/lib/schema/positions'

interface Question {
  since: string | undefined
  ids: Set<string>
}

interface HubChannel {
  /** Where the connection stands; null before the first answer. */
  position: string | null
  /** Asked and not yet answered; the server answers in this order. */
  asked: Question[]
  /** How far each member that hears it has heard. One that waits for an answer hears nothing yet. */
  places: Map<string, string>
}

/** The channels of all members on one connection, and what of it goes to whom: each event to each once, in order. */
export class HubChannels {
  readonly #channels = new Map<string, HubChannel>()

  private readonly send: (frame: ClientFrame) => void
  private readonly deliver: (ids: readonly string[], text: string) => void

  constructor(send: (frame: ClientFrame) => void, deliver: (ids: readonly string[], text: string) => void) {
    this.send = send
    this.deliver = deliver
  }

  subscribe(id: string, name: string, since: string | undefined): void {
    const channel: HubChannel = this.#channels.get(name) ?? { position: null, asked: [], places: new Map() }
    this.#channels.set(name, channel)
    const { position, asked, places } = channel
    const isHere =
      since !== undefined && position !== null && (since === position || isAfter(since, position))
    if (isHere && asked.length === 0) {
      places.set(id, since)
      const data = { position: since, recovered: true, replayed: 0 }
      this.deliver([id], JSON.stringify({ type: 'subscribed', channel: name, data }))
      return
    }
    places.delete(id)
    const same = asked.find((question) => question.since === since && question.ids.size > 0)
    if (same !== undefined) {
      same.ids.add(id)
      return
    }
    asked.push({ since, ids: new Set([id]) })
    this.send({ type: 'subscribe', channel: name, since })
  }

  unsubscribe(id: string, name: string): void {
    const channel = this.#channels.get(name)
    if (channel === undefined) return
    const hadPlace = channel.places.delete(id)
    const hadAsked = channel.asked.filter(({ ids }) => ids.delete(id)).length > 0
    if ((hadPlace || hadAsked) && !isWanted(channel)) this.#give(name, channel)
  }

  leave(id: string): void {
    for (const name of [...this.#channels.keys()]) this.unsubscribe(id, name)
  }

  onSubscribed(name: string, { position, recovered, replayed }: Subscribed, text: string): void {
    const channel = this.#channels.get(name)
    const question = channel?.asked.shift()
    if (channel === undefined || question === undefined) return
    channel.position = position
    const start = recovered && replayed > 0 ? (question.since ?? position) : position
    for (const id of question.ids) channel.places.set(id, start)
    this.deliver([...question.ids], text)
    this.#tidy(name, channel)
  }

  onRefused(name: string, text: string): void {
    const channel = this.#channels.get(name)
    const question = channel?.asked.shift()
    if (channel === undefined || question === undefined) return
    this.deliver([...question.ids], text)
    this.#tidy(name, channel)
  }

  onResync(name: string, position: string, text: string): void {
    const channel = this.#channels.get(name)
    if (channel === undefined) return
    channel.position = position
    for (const id of channel.places.keys()) channel.places.set(id, position)
    this.deliver([...channel.places.keys()], text)
  }

  onEvent(name: string, position: string, text: string): void {
    const channel = this.#channels.get(name)
    if (channel === undefined) return
    if (channel.position !== null && isAfter(position, channel.position)) channel.position = position
    const ids: string[] = []
    for (const [id, place] of channel.places) {
      if (!isAfter(position, place)) continue
      channel.places.set(id, position)
      ids.push(id)
    }
    if (ids.length > 0) this.deliver(ids, text)
  }

  clear(): void {
    this.#channels.clear()
  }

  #give(name: string, channel: HubChannel): void {
    channel.position = null
    this.send({ type: 'unsubscribe', channel: name })
    this.#tidy(name, channel)
  }

  /** What is still to be answered has to be waited for: answers are told apart by their order. */
  #tidy(name: string, channel: HubChannel): void {
    if (!isWanted(channel) && channel.asked.length === 0) this.#channels.delete(name)
  }
}

function isWanted({ places, asked }: HubChannel): boolean {
  return places.size > 0 || asked.some(({ ids }) => ids.size > 0)
}

type Subscribed = Extract<ServerFrame, { type: 'subscribed' }>['data']
