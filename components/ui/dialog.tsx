'use client'

import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslator } from '@/lib/client/use-translator'
import { focusOn, isFocusLost } from './focus-on'
import { Icon } from './icon'
import { IconButton } from './icon-button'
import { Isolated } from './isolated'
import { useBackCloses } from './use-back-closes'

interface DialogProps {
  open: boolean
  /** Escape, the close button, the backdrop. The owner sets `open` to false. */
  onClose: () => void
  title: string
  /** For dialogs whose content already shows what the title says. */
  titleHidden?: boolean
  children: ReactNode
}

/** The platform's modal dialog: focus stays inside, Escape and Back close, focus returns. A sheet from below on phones. */
export function Dialog({ open, onClose, title, titleHidden = false, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const t = useTranslator()
  const heading = useRef<HTMLHeadingElement>(null)
  const titleId = useId()
  useBackCloses(open, onClose)

  /** Where it was opened from, and what that is in. */
  const origins = useRef<Element[]>([])

  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (open && !dialog.open) {
      origins.current = lineage(document.activeElement)
      dialog.showModal()
      // Else the close button would have the focus: the title is what a screen reader should begin with.
      heading.current?.focus()
    }
    if (!open && dialog.open) dialog.close()
  }, [open])

  /** The button that opened it may be gone, as what it sold is open: then the heading of what it stood in has the focus. */
  function returnFocus() {
    if (!isFocusLost() && !ref.current?.contains(document.activeElement)) return
    const place = origins.current.find((element) => element.isConnected)
    if (!(place instanceof HTMLElement) || place === document.body) return
    focusOn(place === origins.current[0] ? place : headingOf(place))
  }

  return (
    <dialog
      ref={ref}
      onClose={() => {
        returnFocus()
        onClose()
      }}
      closedby="any"
      aria-labelledby={open ? titleId : undefined}
      className="dialog"
    >
      {open && (
        <div className="p-5 sm:p-6">
          <div className="mb-4 flex items-center justify-between gap-4">
            <h2
              ref={heading}
              id={titleId}
              tabIndex={-1}
              className={titleHidden ? 'sr-only' : 'font-semibold text-lg outline-none'}
            >
              <Isolated text={title} />
            </h2>
            <div className="-my-1 -mr-2 ml-auto">
              <IconButton label={t('ui.close')} onClick={onClose}>
                <Icon name="x" />
              </IconButton>
            </div>
          </div>
          {children}
        </div>
      )}
    </dialog>
  )
}

/** What names the part of the page that a place is in, and is read out as it gets the focus; else the place itself. */
function headingOf(place: HTMLElement): HTMLElement {
  const label = place.closest('[aria-labelledby]')?.getAttribute('aria-labelledby') ?? ''
  return document.getElementById(label) ?? place
}

function lineage(element: Element | null): Element[] {
  return element === null ? [] : [element, ...lineage(element.parentElement)]
}
