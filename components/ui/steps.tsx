'use client'

import { useTranslator } from '@/lib/client/use-translator'
import { cx } from './cx'
import { Icon } from './icon'
import { Spinner } from './spinner'

interface StepsProps {
  steps: readonly { label: string; hint?: string }[]
  /** Index of the one under way; those before it are done. */
  current: number
}

/** What has happened, what is happening, what comes: read out as it moves on. */
export function Steps({ steps, current }: StepsProps) {
  const t = useTranslator()
  return (
    <ol aria-live="polite" className="flex flex-col">
      {steps.map((step, index) => {
        const state = index < current ? 'done' : index === current ? 'current' : 'next'
        return (
          <li
            key={step.label}
            aria-current={state === 'current' ? 'step' : undefined}
            className="relative flex gap-3.5 pb-5 not-last:before:absolute not-last:before:top-7 not-last:before:bottom-1 not-last:before:left-[0.71875rem] not-last:before:w-px not-last:before:bg-line last:pb-0"
          >
            <span
              className={cx(
                'inline-flex size-6 shrink-0 items-center justify-center rounded-full border',
                state === 'done' && 'border-accent bg-accent text-on-accent',
                state === 'current' && 'border-transparent bg-accent-soft text-accent-ink',
                state === 'next' && 'border-line',
              )}
            >
              {state === 'done' && <Icon name="check" className="size-3.5" strokeWidth={3} />}
              {state === 'current' && <Spinner className="size-4" />}
            </span>
            <div className={cx('pt-0.5 text-sm', state === 'next' && 'text-muted')}>
              <p className={cx(state === 'current' && 'font-semibold')}>
                <span>{step.label}</span>
                {state === 'done' && <span className="sr-only"> {t('ui.done')}</span>}
              </p>
              {state === 'current' && step.hint && <p className="text-muted">{step.hint}</p>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
