'use client'

import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { TextInput } from '@/components/ui/text-input'
import { useElementId } from '@/components/ui/use-element-id'
import { navigate } from '@/lib/client/navigation/place'
import { searchSuggestionsQuery } from '@/lib/client/queries/creators'
import { useSettled } from '@/lib/client/use-settled'
import { useTranslator } from '@/lib/client/use-translator'
import { searchHref } from '@/lib/links'
import { LIMITS } from '@/lib/schema/limits'
import { suggestedLinks } from './suggested-links'
import { SuggestionList } from './suggestion-list'

interface SearchBoxProps {
  /** By the address. */
  asked: string
  /** What is looked through, where it is not posts. */
  what: 'posts' | 'creators'
}

/**
 * A search with suggestions: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/, a list that is chosen from by the arrows
 * while the focus stays in the field. Without scripts the form leads to the page with all that is found.
 */
export function SearchBox({ asked, what }: SearchBoxProps) {
  const t = useTranslator()
  const listId = useElementId()
  const [text, setText] = useState(asked)
  const [address, setAddress] = useState(asked)
  const [open, setOpen] = useState(false)
  /** Which of the list is chosen; none: what is typed. */
  const [active, setActive] = useState<number | null>(null)
  if (address !== asked) {
    setAddress(asked)
    setText(asked)
    setOpen(false)
  }
  const q = text.trim()
  const settled = useSettled(q)
  // An answer to what was typed before is not shown: it is kept under its own words.
  const { data } = useQuery({ ...searchSuggestionsQuery(settled), enabled: open && settled !== '' })
  const links = q === '' || data === undefined ? [] : suggestedLinks(t, data, q, what)
  const isOpen = open && links.length > 0
  const chosen = isOpen && active !== null ? links[active] : undefined

  function close() {
    setOpen(false)
    setActive(null)
  }

  function go(href: string) {
    close()
    void navigate(href)
  }

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && open) {
      event.preventDefault()
      close()
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    setOpen(true)
    // They are on their way: the first is chosen when it is there.
    if (links.length === 0) return setActive(event.key === 'ArrowDown' ? 0 : null)
    // One place between the last and the first: what is typed.
    const places = links.length + 1
    const at = active === null ? links.length : active
    const next = (at + (event.key === 'ArrowDown' ? 1 : places - 1)) % places
    setActive(next === links.length ? null : next)
  }

  return (
    <search className="block">
      <form
        action="/explore"
        onSubmit={(event) => {
          event.preventDefault()
          // Not what was rendered last: it may have been typed a moment ago.
          const typed = String(new FormData(event.currentTarget).get('q') ?? '').trim()
          if (chosen !== undefined) go(chosen.href)
          else if (typed !== '') go(searchHref(typed, what))
        }}
      >
        {what === 'creators' && <input type="hidden" name="kind" value="creators" />}
        <div className="relative">
          <TextInput
            type="search"
            name="q"
            role="combobox"
            aria-label={t('search.label')}
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-activedescendant={chosen && `${listId}-${active}`}
            enterKeyHint="search"
            placeholder={t('search.hint')}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={LIMITS.search}
            prefix={<Icon name="search" className="size-4" />}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setOpen(true)
              setActive(null)
            }}
            onKeyDown={press}
            onBlur={close}
          />
          <SuggestionList id={listId} links={isOpen ? links : []} active={active} onChoose={go} />
          <p className="sr-only" role="status">
            {isOpen ? t('search.suggested', { count: links.length - 1 }) : ''}
          </p>
        </div>
      </form>
    </search>
  )
}
