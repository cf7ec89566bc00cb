'use client'

import { Link } from '@/components/ui/link'
import { useTranslator } from '@/lib/client/use-translator'

export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="9" fill="#ffc22e" />
      <path
        d="M8.1 8.6c-.2-1.2.5-2.1 1.6-2.2 1-.1 1.7.5 2 1.5 1.7 6.5 5.5 10.3 12.1 11.9 1 .2 1.5.9 1.4 1.7-.1 1-.8 1.6-1.9 1.9C15.2 25.5 9.2 19.2 8.1 8.6Z"
        fill="#201600"
      />
    </svg>
  )
}

export function Wordmark() {
  const t = useTranslator()
  return (
    <Link href="/" className="flex w-fit items-center gap-2.5 rounded-sm" aria-label={t('shell.home')}>
      <Mark className="size-8" />
      <span className="font-bold text-xl tracking-[-0.035em] max-[21rem]:hidden md:max-lg:hidden">
        fonana
      </span>
    </Link>
  )
}
