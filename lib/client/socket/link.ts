/** One connection, whatever carries it. */
export interface Link {
  send(text: string): void
  /** `dead`: it was asked and has not answered. */
  close(dead?: boolean): void
}

export interface LinkListener {
  onText(text: string): void
  onClose(code: number): void
}

/** Opens the connections of one user, one after the other. */
export interface Connector {
  /** Begins a connection. Nothing is said before this has returned. */
  open(listener: LinkListener): Link
  /** For good; connections that are open are gone. */
  close(): void
}

/** The connection is another tab's now: open it anew, at once. Never on the wire, where codes end at 4999. */
export const MOVED = 5_000
/** What a browser calls a connection that broke. */
export const BROKEN = 1006
