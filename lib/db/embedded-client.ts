import { messages, type PGlite, protocol, type QueryOptions } from '@electric-sql/pglite'

/** Statements that stay planned. One costs up to 100 KB; those that were used longest ago are given up. */
const STATEMENTS_MAX = 200

interface Statement {
  name: string
  paramTypes: readonly number[]
  fields: readonly Field[]
}

type Field = messages.RowDescriptionMessage['fields'][number]

export interface Rows {
  rows: unknown[]
}

/** What drizzle asks of a client. */
interface Asking {
  query(text: string, params: unknown[], options?: QueryOptions): Promise<Rows>
}

const { serialize } = protocol

/** There is one connection: one at a time, in the order of asking. */
class Turns {
  #last: Promise<unknown> = Promise.resolve()

  take<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => {})
    return result
  }

  /** Resolves when nothing waits any more. */
  async end(): Promise<void> {
    await this.#last
  }
}

/**
 * The embedded database in place of PGlite's own client, which sends each statement in six steps and has it parsed and
 * planned each time: that takes several times as long as running it. Here a statement is prepared when it is first
 * seen, and later sent in one step. Nobody else may use the database at the same time.
 */
export class EmbeddedClient implements Asking {
  readonly #statements = new Map<string, Statement>()
  readonly #turns = new Turns()
  #named = 0

  private readonly pglite: PGlite

  constructor(pglite: PGlite) {
    this.pglite = pglite
  }

  /** Throws PGlite's `DatabaseError`, which carries the SQLSTATE as its `code`. */
  query(text: string, params: unknown[], options: QueryOptions = {}): Promise<Rows> {
    return this.#turns.take(() => this.#run(text, params, options))
  }

  /** Runs `work` in a transaction; everybody else waits. Rolled back when it throws. */
  transaction<T>(work: (tx: Asking) => Promise<T>): Promise<T> {
    return this.#turns.take(async () => {
      await this.#send(serialize.query('begin'))
      // Statements that a transaction asks for at the same time would get each other's answers.
      const turns = new Turns()
      try {
        const result = await work({
          query: (text, params, options = {}) => turns.take(() => this.#run(text, params, options)),
        })
        await turns.end()
        await this.#commit()
        return result
      } catch (error) {
        await turns.end()
        await this.#send(serialize.query('rollback'))
        throw error
      }
    })
  }

  /** Waits for what was begun before. */
  close(): Promise<void> {
    return this.#turns.take(() => this.pglite.close())
  }

  /** What an error has spoiled is rolled back by `commit` too, which must not look like success. */
  async #commit(): Promise<void> {
    const answer = await this.#send(serialize.query('commit'))
    const done = answer.find((message) => message instanceof messages.CommandCompleteMessage)
    if (done?.text !== 'COMMIT')
      throw new Error('the transaction was rolled back: one of its statements failed')
  }

  async #run(text: string, params: unknown[], options: QueryOptions): Promise<Rows> {
    const { name, paramTypes, fields } = await this.#prepare(text)
    const values = params.map((value, place) => this.#serialize(value, paramTypes[place] ?? 0))
    const answer = await this.#send(
      serialize.bind({ statement: name, values }),
      serialize.execute(),
      serialize.sync(),
    )
    const parsers = fields.map(
      ({ dataTypeID }) => options.parsers?.[dataTypeID] ?? this.pglite.parsers[dataTypeID],
    )
    const rows: unknown[] = []
    for (const message of answer) {
      if (!(message instanceof messages.DataRowMessage)) continue
      const row = message.fields.map((value, place) =>
        value === null ? null : (parsers[place]?.(value, fields[place]?.dataTypeID) ?? value),
      )
      rows.push(
        options.rowMode === 'array'
          ? row
          : Object.fromEntries(fields.map((field, place) => [field.name, row[place]])),
      )
    }
    return { rows }
  }

  async #prepare(text: string): Promise<Statement> {
    const known = this.#statements.get(text)
    if (known !== undefined) {
      this.#statements.delete(text)
      this.#statements.set(text, known)
      return known
    }
    this.#named += 1
    const name = `s${this.#named}`
    const answer = await this.#send(
      ...this.#givenUp(),
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    )
    const statement: Statement = { name, paramTypes: [], fields: [] }
    for (const message of answer) {
      if (message instanceof messages.ParameterDescriptionMessage) statement.paramTypes = message.dataTypeIDs
      if (message instanceof messages.RowDescriptionMessage) statement.fields = message.fields
    }
    this.#statements.set(text, statement)
    return statement
  }

  #givenUp(): Uint8Array[] {
    if (this.#statements.size < STATEMENTS_MAX) return []
    const [oldest] = this.#statements
    if (oldest === undefined) return []
    this.#statements.delete(oldest[0])
    return [serialize.close({ type: 'S', name: oldest[1].name })]
  }

  #serialize(value: unknown, type: number): string | null {
    if (value === null || value === undefined) return null
    return this.pglite.serializers[type]?.(value) ?? String(value)
  }

  /** Files are written as they are by Node: there is nothing to bring to them afterwards. */
  async #send(...parts: Uint8Array[]) {
    return this.pglite.execProtocolStream(Buffer.concat(parts), { syncToFs: false })
  }
}
