'use client'

import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { useTranslator } from '@/lib/client/use-translator'
import { Icon } from './icon'
import { IconButton } from './icon-button'
import { Isolated } from './isolated'
import { Link } from './link'

const TOAST_MS = 6000
const TOASTS_MAX = 3

export interface ToastInput {
  tone?: 'neutral' | 'positive' | 'danger'
  title: string
  body?: string
  href?: string
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

  const dismiss = useCallback((id: number) => {
    setToasts((list) => list.filter((toast) => toast.id !== id))
  }, [])

  const show = useCallback((input: ToastInput) => {
    nextId.current += 1
    const toast = { ...input, id: nextId.current }
    setToasts((list) => [...list, toast].slice(-TOASTS_MAX))
  }, [])

  // A popover that is shown anew lies above a dialog that was opened meanwhile.
  useEffect(() => {
    const element = region.current
    if (!element) return
    if (element.matches(':popover-open')) element.hidePopover()
    if (toasts.length > 0) element.showPopover()
  }, [toasts])

  return (
    <ToastContext value={show}>
      {children}
      <section
        ref={region}
        popover="manual"
        aria-label={t('ui.messages')}
        aria-live="polite"
        className="toasts"
      >
        <ol className="flex flex-col gap-2">
          {toasts.map((toast) => (
            <ToastItem key={toast.id} toast={toast} onDismiss={dismiss} />
          ))}
        </ol>
      </section>
    </ToastContext>
  )
}

function ToastItem({ toast, onDismiss }: { toast: Toast; onDismiss: (id: number) => void }) {
  const [held, setHeld] = useState(false)
  const t = useTranslator()

  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => onDismiss(toast.id), TOAST_MS)
    return () => clearTimeout(timer)
  }, [held, onDismiss, toast.id])

  return (
    <li
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      className="flex animate-arrive items-start gap-3 rounded-lg border border-line bg-raised py-3 pr-2 pl-4 text-sm text-text shadow-float"
    >
      {toast.tone === 'positive' && <Icon name="check" className="mt-0.5 size-4 shrink-0 text-positive" />}
      {toast.tone === 'danger' && (
        <Icon name="circle-exclamation-point" className="mt-0.5 size-4 shrink-0 text-danger" />
      )}
      <div className="min-w-0 flex-1">
        <p className="font-semibold">
          {toast.href ? (
            <Link href={toast.href} className="hover:underline">
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
      <div className="-my-1.5">
        <IconButton label={t('ui.dismiss')} onClick={() => onDismiss(toast.id)}>
          <Icon name="x" />
        </IconButton>
      </div>
    </li>
  )
}
