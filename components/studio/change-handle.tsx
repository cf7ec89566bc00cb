'use client'

import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { ownPageQuery } from '@/lib/client/queries/creators'
import { useChangeHandle } from '@/lib/client/use-change-handle'
import { useFormats } from '@/lib/client/use-formats'
import { useOneAtATime } from '@/lib/client/use-one-at-a-time'
import { useTranslator } from '@/lib/client/use-translator'
import { creatorHref } from '@/lib/links'
import { fieldError } from './field-error'
import { useFormState } from './form-result'
import { HandleField } from './handle-field'

interface ChangeHandleProps {
  handle: string
  onDone: () => void
}

/** Another address for a creator's page, once in a while: what becomes of the old one is said before. */
export function ChangeHandle({ handle, onDone }: ChangeHandleProps) {
  const t = useTranslator()
  const formats = useFormats()
  const { data, isError, isFetching, refetch } = useQuery(ownPageQuery())
  if (data === undefined)
    return isError ? (
      <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <Skeleton className="h-64 w-full" />
    )
  const { handleChangeableAt, formerHandles } = data
  if (handleChangeableAt !== null)
    return (
      <Notice title={t('address.later', { date: formats.day(handleChangeableAt) })}>
        {t('address.later.text')}
      </Notice>
    )
  return <HandleForm handle={handle} formerHandles={formerHandles} onDone={onDone} />
}

function HandleForm({ handle, formerHandles, onDone }: ChangeHandleProps & { formerHandles: string[] }) {
  const t = useTranslator()
  const toast = useToast()
  const [wanted, setWanted] = useState('')
  const mutation = useChangeHandle(handle, (now) => {
    toast({ tone: 'positive', title: t('address.saved', { handle: now }) })
    onDone()
  })
  const { pending, errors, problem } = useFormState(mutation)
  const change = useOneAtATime(mutation.mutateAsync)

  function want(handle: string) {
    setWanted(handle)
    // What was said was said of another one.
    mutation.reset()
  }

  function submit(event: SubmitEvent) {
    event.preventDefault()
    change(wanted)
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <ul className="-mt-2 flex list-disc flex-col gap-1.5 break-words pl-5 text-sm">
        <li>{t('address.leads', { handle })}</li>
        <li>{t('address.kept', { handle })}</li>
        <li>{t('address.once')}</li>
      </ul>
      <HandleField
        label={t('address.new')}
        hint={
          wanted === '' ? undefined : (
            <span className="break-all">
              {location.host}
              {creatorHref(wanted)}
            </span>
          )
        }
        error={fieldError(errors, 'handle')}
        value={wanted}
        onChange={(handle) => want(handle.trim())}
      />
      {formerHandles.length > 0 && <FormerHandles handles={formerHandles} onTake={want} />}
      {problem && errors === undefined && <Notice tone="danger" title={problem} />}
      <Button type="submit" variant="primary" size="lg" full loading={pending}>
        {t('address.change')}
      </Button>
    </form>
  )
}

function FormerHandles({ handles, onTake }: { handles: string[]; onTake: (handle: string) => void }) {
  const t = useTranslator()
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium text-sm">{t('address.former')}</p>
      <ul className="flex flex-wrap gap-2">
        {handles.map((former) => (
          <li key={former} className="max-w-full">
            <Button
              size="sm"
              aria-label={t('address.takeBack', { handle: former })}
              onClick={() => onTake(former)}
            >
              <span className="truncate">@{former}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
