'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Skeleton } from '@/components/ui/skeleton'
import { TextInput } from '@/components/ui/text-input'
import { useToast } from '@/components/ui/toast'
import { renewFeedKey } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { feedKeyQuery } from '@/lib/client/queries/creators'
import { useMe } from '@/lib/client/use-me'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import { feedHref } from '@/lib/links'

/** The addresses at which a reader of feeds finds a creator's posts: for anybody, and for who is signed in. */
export function CreatorFeed({ handle }: { handle: string }) {
  const t = useTranslator()
  const isVisitor = useMe() === null
  const address = `${location.origin}${feedHref(handle)}`
  return (
    <div className="flex flex-col gap-6">
      <p className="-mt-2 text-muted text-sm">{t('rss.text')}</p>
      <Address label={t('rss.public')} hint={t('rss.public.hint')} address={address} />
      {isVisitor ? (
        <p className="text-muted text-sm">{t('rss.visitor')}</p>
      ) : (
        <PrivateAddress address={address} />
      )}
    </div>
  )
}

function PrivateAddress({ address }: { address: string }) {
  const t = useTranslator()
  const toast = useToast()
  const wordError = useProblemWords()
  const client = useQueryClient()
  const { data, isError, isFetching, refetch } = useQuery(feedKeyQuery())
  const { mutate: renew, isPending } = useMutation({
    mutationFn: renewFeedKey,
    onSuccess: (made) => {
      client.setQueryData(keys.feedKey, made)
      toast({ tone: 'positive', title: t('rss.renewed'), body: t('rss.renewed.text') })
    },
    onError: (error) => toast({ tone: 'danger', title: t('creator.notDone'), body: wordError(error) }),
  })
  if (data === undefined)
    return isError ? (
      <ErrorState onRetry={() => void refetch()} retrying={isFetching} />
    ) : (
      <Skeleton className="h-28 w-full" />
    )
  return (
    <div className="flex flex-col gap-2">
      <Address
        label={t('rss.private')}
        hint={t('rss.private.hint')}
        address={`${address}?key=${encodeURIComponent(data.key)}`}
      />
      <Button variant="quiet" full loading={isPending} onClick={() => renew()}>
        {t('rss.renew')}
      </Button>
    </div>
  )
}

function Address({ label, hint, address }: { label: string; hint: string; address: string }) {
  const t = useTranslator()
  return (
    <div className="flex flex-col gap-2.5">
      <Field label={label} hint={hint}>
        {(control) => (
          <TextInput
            {...control}
            readOnly
            value={address}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Field>
      <CopyButton text={address} label={t('rss.copy')} full />
    </div>
  )
}
