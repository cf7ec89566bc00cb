import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useToast } from '@/components/ui/toast'
import { updateCreator } from '@/lib/client/api/api'
import { keys } from '@/lib/client/cache/query-keys'
import { useOwnCreator } from '@/lib/client/use-own-creator'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'

/** Which post stands first on one's own page. */
export function usePinnedPost() {
  const t = useTranslator()
  const wordError = useProblemWords()
  const toast = useToast()
  const client = useQueryClient()
  const { handle, data: creator } = useOwnCreator()
  const { mutate: pin } = useMutation({
    mutationFn: (pinnedPostId: string | null) => updateCreator({ pinnedPostId }),
    onSuccess: (saved) => {
      client.setQueryData(keys.creator(handle), saved)
      toast({ title: t(saved.pinnedPostId ? 'post.nowPinned' : 'post.nowUnpinned') })
    },
    onError: (error) => toast({ tone: 'danger', title: t('post.notChanged'), body: wordError(error) }),
  })
  return { pinnedPostId: creator?.pinnedPostId ?? null, pin }
}
