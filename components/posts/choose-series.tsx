'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, type SubmitEvent, useState } from 'react'
import { fieldError } from '@/components/studio/field-error'
import { useFormState } from '@/components/studio/form-result'
import { SeriesTitleField } from '@/components/studio/series-title-field'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { useElementId } from '@/components/ui/use-element-id'
import { isolate } from '@/lib/characters'
import { createSeries, setPostSeries } from '@/lib/client/api/own-series'
import { keys } from '@/lib/client/cache/query-keys'
import { ownSeriesForQuery } from '@/lib/client/queries/own-series'
import { useOneAtATime } from '@/lib/client/use-one-at-a-time'
import { useRequestKey } from '@/lib/client/use-request-key'
import { useTranslator } from '@/lib/client/use-translator'
import type { OwnSeries } from '@/lib/schema/series'

interface ChooseSeriesProps {
  open: boolean
  postId: string
  onClose: () => void
}

/** Which of the author's series a post belongs to: one, a new one, or none. */
export function ChooseSeries({ open, postId, onClose }: ChooseSeriesProps) {
  const t = useTranslator()
  return (
    <Dialog open={open} onClose={onClose} title={t('series.choose.title')}>
      <Choice postId={postId} onDone={onClose} />
    </Dialog>
  )
}

function Choice({ postId, onDone }: { postId: string; onDone: () => void }) {
  const t = useTranslator()
  // What is chosen from must be what is there now.
  const { data, isFetchedAfterMount, isError, isFetching, refetch } = useQuery({
    ...ownSeriesForQuery(postId),
    refetchOnMount: 'always',
  })
  if (data !== undefined && isFetchedAfterMount)
    return <ChoiceForm postId={postId} series={data} onDone={onDone} />
  if (isError) return <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
  return (
    <div role="status" aria-label={t('series.loading')} className="flex flex-col gap-3">
      <Skeleton className="h-11 w-full" />
      <Skeleton className="h-11 w-full" />
    </div>
  )
}

const NONE = 'none'
const NEW = 'new'

interface ChoiceFormProps {
  postId: string
  series: readonly OwnSeries[]
  onDone: () => void
}

function ChoiceForm({ postId, series, onDone }: ChoiceFormProps) {
  const t = useTranslator()
  const toast = useToast()
  const client = useQueryClient()
  const requestKey = useRequestKey()
  const name = useElementId()
  const before = series.find(({ hasPost }) => hasPost)?.id ?? NONE
  const [choice, setChoice] = useState(series.length === 0 ? NEW : before)
  const [title, setTitle] = useState('')
  const mutation = useMutation({
    async mutationFn() {
      if (choice === NONE) {
        await setPostSeries(postId, null)
        return null
      }
      const chosen =
        series.find(({ id }) => id === choice) ??
        (await requestKey.send((key) => createSeries({ title, description: '' }, key)))
      await setPostSeries(postId, chosen.id)
      return chosen
    },
    onSuccess(chosen) {
      for (const queryKey of [keys.allOwnSeries, keys.allOwnPosts, keys.allSeries])
        void client.invalidateQueries({ queryKey })
      toast({
        tone: 'positive',
        title: chosen ? t('series.choose.in', { title: isolate(chosen.title) }) : t('series.choose.out'),
      })
      onDone()
    },
  })
  const { pending, errors, problem } = useFormState(mutation)
  const save = useOneAtATime(mutation.mutateAsync)

  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (choice === before) return onDone()
    save()
  }

  const option = (value: string, label: ReactNode) => (
    <label
      key={value}
      className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-2 py-1.5 text-sm transition-colors hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-focus"
    >
      <input
        type="radio"
        name={name}
        value={value}
        checked={choice === value}
        onChange={() => setChoice(value)}
        className="size-4 shrink-0 accent-accent"
      />
      <span className="min-w-0 break-words">{label}</span>
    </label>
  )
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <fieldset className="-mx-2 max-h-[50vh] overflow-y-auto p-0.5">
        <legend className="sr-only">{t('series.choose.title')}</legend>
        {option(NONE, t('series.choose.none'))}
        {series.map((one) => option(one.id, <bdi>{one.title}</bdi>))}
        {option(NEW, t('series.choose.new'))}
      </fieldset>
      {choice === NEW && (
        <SeriesTitleField value={title} onChange={setTitle} error={fieldError(errors, 'title')} />
      )}
      {problem && <Notice tone="danger" title={problem} />}
      <Button type="submit" variant="primary" size="lg" full loading={pending}>
        {t('studio.ownPage.save')}
      </Button>
    </form>
  )
}
