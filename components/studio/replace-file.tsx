import { type ChangeEvent, useRef } from 'react'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { useTranslator } from '@/lib/client/use-translator'
import { ACCEPTED_FILES } from './accepted-files'

interface ReplaceFileProps {
  name: string
  onReplace: (file: File) => void
}

/** Chooses another file for the place of one. */
export function ReplaceFile({ name, onReplace }: ReplaceFileProps) {
  const t = useTranslator()
  const input = useRef<HTMLInputElement>(null)

  function pick({ target }: ChangeEvent<HTMLInputElement>) {
    const [file] = target.files ?? []
    // The same file can be picked again.
    target.value = ''
    if (file !== undefined) onReplace(file)
  }

  return (
    <>
      <input ref={input} type="file" accept={ACCEPTED_FILES} onChange={pick} hidden />
      <IconButton label={t('studio.images.replace', { name })} onClick={() => input.current?.click()}>
        <Icon name="rotate-cw" />
      </IconButton>
    </>
  )
}
