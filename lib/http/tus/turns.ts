import { AppError } from '@/lib/errors'

/** Who changes which upload right now, in this process. */
const turns = new Map<string, { turn: Turn; done: Promise<void> }>()

/** The right to change an upload, which one request has at a time. */
export class Turn {
  #at: number | null
  #isOver = false
  #onOver = () => {}

  constructor(at: number | null) {
    this.#at = at
  }

  /** How far its upload is once all is written that this one has taken; null: it adds nothing. */
  get at(): number | null {
    return this.#at
  }

  /** What comes when it is over is not taken. */
  take(bytes: number): void {
    if (this.#at !== null && !this.#isOver) this.#at += bytes
  }

  end(): void {
    this.#isOver = true
    this.#onOver()
  }

  /** Calls back when it is over, for who waits for something else meanwhile; at once where it is already. */
  whenOver(callback: () => void): void {
    this.#onOver = callback
    if (this.#isOver) callback()
  }
}

/**
 * Does what changes an upload, after who was at it. One that goes on just where another waits for more takes its place: the
 * connection of that one may be long dead. Throws `wrong_offset` where another has come further, and goes on.
 */
export async function inTurn<T>(
  id: string,
  offset: number | null,
  work: (turn: Turn) => Promise<T>,
): Promise<T> {
  const before = turns.get(id)
  if (before !== undefined && offset !== null && before.turn.at !== offset)
    throw new AppError('wrong_offset', { detail: 'Another request goes on with the upload.' })
  before?.turn.end()
  const turn = new Turn(offset)
  const working = Promise.resolve(before?.done).then(() => work(turn))
  const done = working.then(nothing, nothing)
  const own = { turn, done }
  turns.set(id, own)
  try {
    return await working
  } finally {
    if (turns.get(id) === own) turns.delete(id)
  }
}

const nothing = () => {}
