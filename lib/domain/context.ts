import type { Database } from '@/lib/db/database'

/** What the domain needs of the process. The clock is handed in, because it lies outside. */
export interface DomainContext {
  db: Database
  now(): Date
}

/** The signed-in user who acts, or looks. */
export interface Viewer {
  userId: string
}
