'use client'

import { copyText } from '@/components/ui/copy-text'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import { useTranslator } from '@/lib/client/use-translator'

interface ShareButtonProps {
  label: string
  /** What is shared, by its own name. */
  title: string
  href: string
}

/** Hands an address of the site to what the device shares by; where there is nothing of the kind, to the clipboard. */
export function ShareButton({ label, title, href }: ShareButtonProps) {
  const t = useTranslator()
  const toast = useToast()

  async function share(): Promise<void> {
    const url = new URL(href, location.href).href
    // Whoever thinks better of it is told nothing.
    if ('share' in navigator) return navigator.share({ title, url }).catch(() => {})
    if (await copyText(url)) toast({ tone: 'positive', title: t('post.share.copied') })
    else toast({ title: t('post.share.notCopied'), body: url })
  }

  return (
    <IconButton label={label} onClick={() => void share()}>
      <Icon name="share-2" />
    </IconButton>
  )
}
