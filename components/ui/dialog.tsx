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
  const titleId = useId()

  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (open && !dialog.open) dialog.showModal()
    if (!open && dialog.open) dialog.close()
  }, [open])

  return (
    <dialog ref={ref} onClose={onClose} closedby="any" aria-labelledby={titleId} className="dialog">
      {open && (
        <div className="p-5 sm:p-6">
          <div className="mb-4 flex items-center justify-between gap-4">
            <h2 id={titleId} className={titleHidden ? 'sr-only' : 'font-semibold text-lg'}>
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
