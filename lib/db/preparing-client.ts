import type pg from 'pg'
import { Session } from './postgres-session'

/** Statements that each connection keeps planned. What is first seen after so many is planned each time. */
const STATEMENTS_MAX = 200

type Query = (config: unknown, params?: unknown, ...rest: unknown[]) => unknown

/**
 * A connection that gives each statement with parameters a name, so that the server parses it once, and plans it once
 * where the plan does not depend on the parameters. Planning takes longer here than running.
 */
export class PreparingClient extends Session {
  constructor(config?: pg.ClientConfig) {
    super(config)
    const plain = this.query.bind(this) as Query
    const query: Query = (statement, params, ...rest) =>
      isStatement(statement) && Array.isArray(params) && params.length > 0
        ? plain({ ...statement, name: nameOf(statement.text) }, params, ...rest)
        : plain(statement, params, ...rest)
    this.query = query as typeof this.query
  }
}

function isStatement(statement: unknown): statement is { text: string } {
  return typeof statement === 'object' && statement !== null && 'text' in statement
}

/** The same on all connections. */
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= STATEMENTS_MAX) return known
  const name = `fonana_${names.size}`
  names.set(text, name)
  return name
}
