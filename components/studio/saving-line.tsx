'use client'

import { Icon } from '@/components/ui/icon'
import { ApiError } from '@/lib/client/api/api-error'
import type { Snapshot } from '@/lib/client/drafts/draft-saver'
import { useFieldWords } from '@/lib/client/use-field-words'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'

/** Where what was written is by now. Only what went wrong is read out by itself. */
export function SavingLine({ state, error }: Pick<Snapshot, 'state' | 'error'>) {
  const t = useTranslator()
  const why = useWhy(error)
  if (state === 'none' || state === 'changed') return null
  const isWrong = state === 'failed' || state === 'refused'
  return (
    <p
      data-saving={state}
      role={isWrong ? 'status' : undefined}
      className="mr-auto flex min-w-0 items-center gap-2 text-muted text-sm"
    >
      {isWrong && <Icon name="circle-exclamation-point" className="size-4 shrink-0" />}
      {state === 'saved' && <Icon name="check" className="size-4 shrink-0" />}
      <span>
        {state === 'refused'
          ? t('studio.draft.refused', { why })
          : t(`studio.draft.${state === 'waiting' ? 'saving' : state}`)}
      </span>
    </p>
  )
}

function useWhy(error: Error | null): string {
  const wordFields = useFieldWords()
  const wordProblem = useProblemWords()
  if (error === null) return ''
  const fields = error instanceof ApiError && error.errors !== undefined ? wordFields(error) : {}
  return Object.values(fields).flat()[0] ?? wordProblem(error)
}
