'use client'

import { OptionList } from '@/components/ui/option-list'
import { useTranslator } from '@/lib/client/use-translator'

interface TagSuggestionsProps {
  id: string | undefined
  /** Empty while it is closed. */
  tags: readonly string[]
  active: number | null
  onChoose: (tag: string) => void
}

export function TagSuggestions({ id, tags, active, onChoose }: TagSuggestionsProps) {
  const t = useTranslator()
  return (
    <>
      <OptionList
        id={id}
        label={t('search.suggestions')}
        options={tags.map((tag) => ({ key: tag, content: <bdi className="truncate">{tag}</bdi> }))}
        active={active}
        onChoose={(place) => {
          const chosen = tags[place]
          if (chosen !== undefined) onChoose(chosen)
        }}
      />
      <p className="sr-only" role="status">
        {tags.length > 0 ? t('search.suggested', { count: tags.length }) : ''}
      </p>
    </>
  )
}
