'use client'

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useTranslator } from '@/lib/client/use-translator'
import { focusOn, isFocusLost } from './focus-on'
import { Icon } from './icon'
import { IconButton } from './icon-button'
import { Isolated } from './isolated'
import { Link } from './link'
import { useFreePlace } from './use-free-place'

const TOAST_MS = 6000
const TOASTS_MAX = 3

export interface ToastInput {
  tone?: 'neutral' | 'positive' | 'danger'
  title: string
  body?: string
  href?: string
  /** What can still be done, as long as it is seen: that is until nobody points at it or has the focus in it any more. */
  action?: ToastAction
  /** How long it is seen. */
  ms?: number
}

interface ToastAction {
  label: string
  onSelect: () => void
  /** Whether its time stands still. */
  onHold: (isHeld: boolean) => void
  /** Where one goes on who had the focus in what is gone. */
  leadsTo: () => HTMLElement | null
}

type Toast = ToastInput & { id: number }

const ToastContext = createContext<((toast: ToastInput) => void) | null>(null)

/** Shows a short message that goes by itself. Nothing that needs an answer belongs here. */
export function useToast(): (toast: ToastInput) => void {
  const show = useContext(ToastContext)
  if (!show) throw new Error('useToast needs a ToastProvider above it')
  return show
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([])
  const nextId = useRef(0)
  const t = useTranslator()
  const region = useRef<HTMLElement>(null)
  /** Where the focus goes when the page is as it will be. */
  const goesOn = useRef<(() => HTMLElement | null) | null>(null)
  useFreePlace(region, toasts.length > 0, { rank: 0, atEitherEnd: true })

  const dismiss = useCallback((id: number) => {
    setToasts((list) => list.filter((toast) => toast.id !== id))
  }, [])

  const show = useCallback((input: ToastInput) => {
    nextId.current += 1
    const toast = { ...input, id: nextId.current }
    setToasts((list) => {
      // The same once more is no other message.
      const others = list.filter(
        ({ title, body, action }) => action || title !== toast.title || body !== toast.body,
      )
      return [...others, toast].slice(-TOASTS_MAX)
    })
    if (!toast.action) return
    // Who uses keys would have a long way to what can still be done; who points at things has it before their eyes.
    const byKeys = document.activeElement?.matches(':focus-visible') ?? false
    const { leadsTo } = toast.action
    goesOn.current = byKeys
      ? () => region.current?.querySelector<HTMLElement>(`[data-toast="${toast.id}"] button`) ?? null
      : () => (isFocusLost() ? leadsTo() : null)
  }, [])

  const onLeft = useCallback((to: () => HTMLElement | null) => {
    goesOn.current = () => (isFocusLost() ? to() : null)
  }, [])

  // There from the start, as what is not seen is not read out. A popover that is shown anew lies above a dialog that was
  // opened meanwhile.
  useEffect(() => {
    const { current: element } = region
    if (!element) return
    const isBelow = toasts.length > 0 && document.querySelector('dialog:modal') !== null
    if (isBelow && element.matches(':popover-open')) element.hidePopover()
    if (!element.matches(':popover-open')) element.showPopover()
    const next = goesOn.current?.()
    goesOn.current = null
    if (next) focusOn(next)
  }, [toasts])

  return (
    <ToastContext value={show}>
      {children}
      <section
        ref={region}
        popover="manual"
        aria-label={t('ui.messages')}
        aria-live="polite"
        data-floats="messages"
        className="toasts"
      >
        <ol className="flex flex-col gap-2">
          {toasts.map((toast) => (
            <ToastItem key={toast.id} toast={toast} onDismiss={dismiss} onLeft={onLeft} />
          ))}
        </ol>
      </section>
    </ToastContext>
  )
}

interface ToastItemProps {
  toast: Toast
  onDismiss: (id: number) => void
  /** It goes with the focus in it. */
  onLeft: (to: () => HTMLElement | null) => void
}

function ToastItem({ toast, onDismiss, onLeft }: ToastItemProps) {
  const [isPointedAt, setIsPointedAt] = useState(false)
  const [hasFocus, setHasFocus] = useState(false)
  const t = useTranslator()
  const item = useRef<HTMLLIElement>(null)
  const cameFrom = useRef<HTMLElement | null>(null)
  const titleId = useId()
  const { action } = toast
  const isHeld = isPointedAt || hasFocus

  useEffect(() => {
    if (!isHeld) {
      const timer = setTimeout(() => onDismiss(toast.id), toast.ms ?? TOAST_MS)
      return () => clearTimeout(timer)
    }
    toast.action?.onHold(true)
    return () => toast.action?.onHold(false)
  }, [isHeld, onDismiss, toast])

  useLayoutEffect(() => {
    const { current: element } = item
    return () => {
      if (!element?.contains(document.activeElement)) return
      const before = cameFrom.current
      onLeft(toast.action?.leadsTo ?? (() => (before?.isConnected ? before : null)))
    }
  }, [onLeft, toast])

  return (
    <li
      ref={item}
      data-toast={toast.id}
      onPointerEnter={() => setIsPointedAt(true)}
      onPointerLeave={() => setIsPointedAt(false)}
      onFocus={({ currentTarget, relatedTarget }) => {
        if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
          cameFrom.current = relatedTarget
        setHasFocus(true)
      }}
      onBlur={({ currentTarget, relatedTarget }) => setHasFocus(currentTarget.contains(relatedTarget))}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onDismiss(toast.id)
      }}
      className="flex animate-arrive items-start gap-3 rounded-lg border border-line bg-raised py-3 pr-2 pl-4 text-sm text-text shadow-float"
    >
      {toast.tone === 'positive' && <Icon name="check" className="mt-0.5 size-4 shrink-0 text-positive" />}
      {toast.tone === 'danger' && (
        <Icon name="circle-exclamation-point" className="mt-0.5 size-4 shrink-0 text-danger" />
      )}
      <div className="min-w-0 flex-1">
        <p id={titleId} className="font-semibold">
          {toast.href ? (
            <Link href={toast.href} className="underline decoration-accent decoration-2 underline-offset-4">
              <Isolated text={toast.title} />
            </Link>
          ) : (
            <Isolated text={toast.title} />
          )}
        </p>
        {toast.body && (
          <p className="line-clamp-2 text-muted">
            <Isolated text={toast.body} />
          </p>
        )}
      </div>
      {action && (
        <button
          type="button"
          aria-describedby={titleId}
          className="hit-area shrink-0 rounded-sm font-semibold underline decoration-accent decoration-2 underline-offset-4"
          onClick={() => {
            onDismiss(toast.id)
            action.onSelect()
          }}
        >
          {action.label}
        </button>
      )}
      <div className="-my-1.5">
        <IconButton label={t('ui.dismiss')} onClick={() => onDismiss(toast.id)}>
          <Icon name="x" />
        </IconButton>
      </div>
    </li>
  )
}
