import { Icon } from '@/components/ui/icon'
import { MenuItem } from '@/components/ui/menu'
import { useTranslator } from '@/lib/client/use-translator'
import type { Post } from '@/lib/schema/posts'
import { usePinnedPost } from './use-pinned-post'
import { isBought, type Removable, usePostActions } from './use-post-actions'

interface PostMenuItemsProps {
  post: Removable & Pick<Post, 'listed' | 'status'>
  /** Deleting it means something for others, which is to be said before. */
  onAsk: () => void
  onChooseSeries: () => void
}

/** Putting a post into a series, out of the lists or back into them, and deleting it. */
export function PostMenuItems({ post, onAsk, onChooseSeries }: PostMenuItemsProps) {
  const t = useTranslator()
  const { setListed, takeDown } = usePostActions(post)
  const isOut = post.status === undefined || post.status === 'published'
  return (
    <>
      <MenuItem icon={<Icon name="layers" />} onSelect={onChooseSeries}>
        {t('series.choose')}
      </MenuItem>
      {isOut &&
        (post.listed ? (
          <MenuItem icon={<Icon name="eye-off" />} onSelect={() => setListed(false)}>
            {t('post.takeOff')}
          </MenuItem>
        ) : (
          <MenuItem icon={<Icon name="eye" />} onSelect={() => setListed(true)}>
            {t('post.listAgain')}
          </MenuItem>
        ))}
      {post.listed && <PinItem postId={post.id} />}
      <MenuItem icon={<Icon name="trash" />} danger onSelect={() => (isBought(post) ? onAsk() : takeDown())}>
        {t('post.delete')}
      </MenuItem>
    </>
  )
}

/** At the top of the author's page, or no longer. */
function PinItem({ postId }: { postId: string }) {
  const t = useTranslator()
  const { pinnedPostId, pin } = usePinnedPost()
  return pinnedPostId === postId ? (
    <MenuItem icon={<Icon name="pin-off" />} onSelect={() => pin(null)}>
      {t('post.unpin')}
    </MenuItem>
  ) : (
    <MenuItem icon={<Icon name="pin" />} onSelect={() => pin(postId)}>
      {t('post.pin')}
    </MenuItem>
  )
}
