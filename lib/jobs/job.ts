import type { Tx } from '@/lib/db/transaction'
import type { DomainContext } from '@/lib/domain/context'
import type { Films } from '@/lib/media/films'
import type { IncomingFiles } from '@/lib/media/incoming'
import type { Pictures } from '@/lib/media/pictures'
import type { MediaStore } from '@/lib/media/port'
import type { JobKind, JobParams } from '@/lib/schema/jobs'

/** What jobs need of the process. */
export interface JobContext extends DomainContext {
  config: { mediaQuotaBytes: number }
  store: MediaStore
  pictures: Pictures
  films: Films
  incoming: IncomingFiles
}

/** `paused`: it is not this process's to end; somebody else goes on from what was saved. */
export type JobOutcome = 'done' | 'paused'

export interface Job<K extends JobKind> {
  params: JobParams<K>
  /**
   * Whether the process goes down, or another one has the job by now: to be asked before each part. Whoever waits has their
   * turn meanwhile, as the embedded database answers without the event loop coming around: a long job would hold up the whole
   * process.
   */
  stopping(): Promise<boolean>
  /**
   * Keeps in this transaction how far the job got: after a crash it goes on from there, and what was done is not done
   * again. Throws when another process has taken the job meanwhile.
   */
  save(tx: Tx, params: JobParams<K>): Promise<void>
}

/**
 * Does a job. It may be run again after it was done in part, so each part has to change nothing when it is repeated, or
 * be saved. What it throws is tried again later.
 */
export type Handler<K extends JobKind> = (context: JobContext, job: Job<K>) => Promise<JobOutcome>

export type Handlers = { [K in JobKind]: Handler<K> }

/** What is said in the transaction that gives a job up, where somebody waits for what it was to do. */
export type WhenGivenUp = { [K in JobKind]?: (tx: Tx, params: JobParams<K>) => Promise<void> }
