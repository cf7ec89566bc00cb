import type { Database } from '@/lib/db/database'

/** What the domain needs of the process. The clock is handed in, because it lies outside. */
export interface DomainContext {
  db: Database
  now(): Date
}

/** What somebody may do beyond what is their own. */
export type Role = 'user' | 'admin'

/** The signed-in user who acts, or looks. What they may is asked of the `policy` beside each noun. */
export interface Viewer {
  userId: string
  role: Role
}

/** A user in whose name something is done or read, with no more than their own rights unless they are said. */
export function viewerOf(userId: string, role: Role = 'user'): Viewer {
  return { userId, role }
}
