'use client'

import './globals.css'
import { ErrorState } from '@/components/ui/error-state'
import { IconSprite } from '@/components/ui/icon-sprite'

/** When not even the shell could be made. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body className="min-h-dvh font-sans text-base">
        <IconSprite />
        <main>
          <h1 className="sr-only">Something went wrong</h1>
          <ErrorState title="Fonana did not load" onRetry={reset}>
            It is our fault. Nothing you did or paid is lost.
          </ErrorState>
        </main>
      </body>
    </html>
  )
}
