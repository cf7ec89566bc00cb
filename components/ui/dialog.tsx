'use client'

import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { IconButton } from './icon-button'

interface DialogProps {
  open: boolean
  /** Escape, the close button, the backdrop. The owner sets `open` to false. */
  onClose: () => void
  title: string
  /** For dialogs whose content already shows what the title says. */
  titleHidden?: boolean
  children: ReactNode
}

/** The platform's modal dialog: focus stays inside, Escape closes, focus returns. A sheet from below on phones. */
export function Dialog({ open, onClose, title, titleHidden = false, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const titleId = useId()

  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (open && !dialog.open) {
      dialog.showModal()
      // Else the close button would have the focus: the title is what a screen reader should begin with.
      heading.current?.focus()
    }
    if (!open && dialog.open) dialog.close()
  }, [open])

  return (
    <dialog ref={ref} onClose={onClose} closedby="any" aria-labelledby={titleId} className="dialog">
      {open && (
        <div className="p-5 sm:p-6">
          <div className="mb-4 flex items-center justify-between gap-4">
            <h2
              ref={heading}
              id={titleId}
              tabIndex={-1}
              className={titleHidden ? 'sr-only' : 'font-semibold text-lg outline-none'}
            >
              {title}
            </h2>
            <div className="-my-1 -mr-2 ml-auto">
              <IconButton label="Close" onClick={onClose}>
                <X />
              </IconButton>
            </div>
          </div>
          {children}
        </div>
      )}
    </dialog>
  )
}
