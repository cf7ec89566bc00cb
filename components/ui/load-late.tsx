import { type ComponentType, createElement, type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { useTranslator } from '@/lib/client/use-translator'
import { ErrorState } from './error-state'
import { Skeleton } from './skeleton'

/** Between one try and the next. */
const PAUSES_MS = [500, 2_000]

/** A component that is loaded when it is first shown, or before by `warm`. */
export interface Late<Props> {
  (props: Props): ReactNode
  /** Loads it, where it is not there and not on its way. */
  warm(): void
}

interface Meanwhile {
  Waiting?: ComponentType
  /** It cannot be had: there is no connection, or no such file in the release that serves by now. */
  Failed?: ComponentType<{ onRetry: () => void }>
}

type State<Props> =
  | { status: 'absent' | 'loading' | 'failed' }
  | { status: 'ready'; Component: ComponentType<Props> }

const ABSENT = { status: 'absent' } as const

/**
 * What few readers of a page open is not sent to all of them. What fails to load is asked for again; what cannot be had
 * says so where it would stand, and not in place of the whole page: somebody may be paying on it.
 */
export function loadLate<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: Meanwhile = {},
): Late<Props> {
  const part = new Part(load)
  return Object.assign((props: Props) => createElement(Shown<Props>, { part, props, meanwhile }), {
    warm: part.warm,
  })
}

interface ShownProps<Props> {
  part: Part<Props>
  props: Props
  meanwhile: Meanwhile
}

function Shown<Props extends object>({ part, props, meanwhile }: ShownProps<Props>) {
  const { Waiting = Loading, Failed = NotLoaded } = meanwhile
  const state = useSyncExternalStore(
    part.onChange,
    () => part.state,
    () => ABSENT,
  )
  useEffect(() => part.load(), [part])
  if (state.status === 'ready') return <state.Component {...props} />
  return state.status === 'failed' ? <Failed onRetry={part.load} /> : <Waiting />
}

/** Loaded once for all places that show it. */
class Part<Props> {
  state: State<Props> = ABSENT
  readonly #import: () => Promise<ComponentType<Props>>
  readonly #listeners = new Set<() => void>()

  constructor(load: () => Promise<ComponentType<Props>>) {
    this.#import = load
  }

  /** What is said to have failed stays until its button is pressed: it would be gone under the finger. */
  readonly warm = (): void => {
    if (this.state.status !== 'failed' || this.#listeners.size === 0) this.load()
  }

  readonly load = (): void => {
    if (this.state.status === 'loading' || this.state.status === 'ready') return
    this.#set({ status: 'loading' })
    loadAgain(this.#import).then(
      (Component) => this.#set({ status: 'ready', Component }),
      () => this.#set({ status: 'failed' }),
    )
  }

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #set(state: State<Props>): void {
    this.state = state
    for (const listener of this.#listeners) listener()
  }
}

/** For the button that will show them: loads them when it is pointed at, touched or focused. */
export function warming(...parts: readonly { warm(): void }[]) {
  const warm = () => {
    for (const part of parts) part.warm()
  }
  return { onPointerEnter: warm, onFocus: warm }
}

async function loadAgain<T>(load: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return load()
}

function Loading() {
  const t = useTranslator()
  return (
    <div role="status" aria-label={t('shell.loading')} className="flex flex-col gap-4">
      <Skeleton className="h-5 w-3/4" />
      <Skeleton className="h-12 w-full" />
      <Skeleton className="h-12 w-full" />
    </div>
  )
}

function NotLoaded({ onRetry }: { onRetry: () => void }) {
  const t = useTranslator()
  return <ErrorState onRetry={onRetry}>{t('ui.notLoaded.late')}</ErrorState>
}
