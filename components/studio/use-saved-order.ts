'use client'

import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useToast } from '@/components/ui/toast'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'
import { useOrder } from './use-order'

/**
 * An order that is kept as soon as it is another: until the server has it, it is shown as it was put here. `save` keeps the
 * order of these ids, and puts what there is then into the cache.
 */
export function useSavedOrder<T extends { id: string }>(
  /** One at a time: the last order that was said is the last one that is kept. */
  name: string,
  known: readonly T[],
  save: (ids: string[]) => Promise<unknown>,
) {
  const t = useTranslator()
  const toast = useToast()
  const wordError = useProblemWords()
  const [wished, setWished] = useState<readonly string[] | null>(null)
  const newest = useRef<readonly string[] | null>(null)
  const { mutate } = useMutation({
    scope: { id: name },
    mutationFn: save,
    onError: (error) => toast({ tone: 'danger', title: t('series.notOrdered'), body: wordError(error) }),
    onSettled(_saved, _error, ids) {
      if (newest.current === ids) wish(null)
    },
  })
  const items = (wished === null ? known : inOrder(known, wished)).map((item) => ({ ...item, key: item.id }))

  function wish(ids: readonly string[] | null) {
    newest.current = ids
    setWished(ids)
  }

  const order = useOrder(items, {
    move(key, to) {
      const rest = (newest.current ?? items.map(({ id }) => id)).filter((id) => id !== key)
      wish([...rest.slice(0, to), key, ...rest.slice(to)])
    },
    onMoved() {
      const ids = newest.current
      if (ids !== null) mutate(ids as string[])
    },
  })
  return { items, ...order }
}

/** What has come since is last. */
function inOrder<T extends { id: string }>(items: readonly T[], ids: readonly string[]): T[] {
  const places = new Map(ids.map((id, place) => [id, place]))
  const placeOf = ({ id }: T) => places.get(id) ?? ids.length
  return items.toSorted((a, b) => placeOf(a) - placeOf(b))
}
