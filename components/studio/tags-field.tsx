'use client'

import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { Field } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { controlClass } from '@/components/ui/text-input'
import { useElementId } from '@/components/ui/use-element-id'
import { tagsQuery } from '@/lib/client/queries/posts'
import { useMe } from '@/lib/client/use-me'
import { useTranslator } from '@/lib/client/use-translator'
import { LIMITS } from '@/lib/schema/limits'
import { suggestTags } from './suggest-tags'
import { TagSuggestions } from './tag-suggestions'
import { toTag } from './to-tag'

interface TagsFieldProps {
  tags: readonly string[]
  onChange: (tags: string[]) => void
  error: string | null
}

/**
 * Tags as they are typed, each with a button that takes it out again; those in use are suggested, the author's own first:
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/, the focus stays in the field.
 */
export function TagsField({ tags, onChange, error }: TagsFieldProps) {
  const t = useTranslator()
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const isFull = tags.length >= LIMITS.tags
  const listId = useElementId()
  const [open, setOpen] = useState(false)
  /** Which of the list is chosen; none: what is typed. */
  const [active, setActive] = useState<number | null>(null)
  const handle = useMe()?.handle ?? ''
  const own = useQuery({ ...tagsQuery(handle), enabled: open && handle !== '' }).data ?? []
  const all = useQuery({ ...tagsQuery(), enabled: open }).data ?? []
  const suggested = open && !isFull ? suggestTags([...own, ...all], tags, text) : []
  const isOpen = suggested.length > 0
  const chosen = active === null ? undefined : suggested[active]

  function close() {
    setOpen(false)
    setActive(null)
  }

  function choose(tag: string) {
    add([tag], '')
    close()
  }

  /** Everything before the last comma, or all of it. */
  function add(words: readonly string[], rest: string) {
    const added = [...new Set([...tags, ...words.map(toTag).filter((tag) => tag !== '')])]
    if (added.length > tags.length) onChange(added.slice(0, LIMITS.tags))
    setText(rest)
  }

  function type(value: string) {
    setOpen(true)
    setActive(null)
    const words = value.split(/[,،、;\n]/)
    const rest = words.pop() ?? ''
    if (words.length === 0) setText(value)
    else add(words, rest.trimStart())
  }

  function press(event: KeyboardEvent) {
    // While letters are being composed, Enter ends that.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (chosen !== undefined || text.trim() !== '')) {
      event.preventDefault()
      choose(chosen ?? text)
    }
    if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      close()
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      // One place between the last and the first: what is typed.
      const places = suggested.length + 1
      const next = ((active ?? suggested.length) + (event.key === 'ArrowDown' ? 1 : places - 1)) % places
      setActive(next === suggested.length ? null : next)
    }
    if (event.key === 'Backspace' && text === '' && tags.length > 0) onChange(tags.slice(0, -1))
  }

  return (
    <Field label={t('studio.write.tags')} optional hint={t('studio.write.tags.hint')} error={error}>
      {(control) => (
        <div
          className={`${controlClass} relative flex flex-wrap items-center gap-1.5 p-1.5 has-focus-visible:border-focus`}
        >
          {tags.map((tag) => (
            <span
              key={tag}
              className="flex h-8 min-w-0 items-center rounded-sm bg-sunken pl-2.5 font-medium text-sm"
            >
              <bdi className="truncate">{tag}</bdi>
              <button
                type="button"
                aria-label={t('studio.write.tags.remove', { tag })}
                className="flex size-8 shrink-0 items-center justify-center rounded-sm text-muted hover:text-text"
                onClick={() => {
                  onChange(tags.filter((other) => other !== tag))
                  input.current?.focus()
                }}
              >
                <Icon name="x" className="size-4" />
              </button>
            </span>
          ))}
          <input
            {...control}
            ref={input}
            type="text"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-activedescendant={chosen && `${listId}-${active}`}
            autoComplete="off"
            autoCapitalize="none"
            enterKeyHint="enter"
            readOnly={isFull}
            value={text}
            onChange={(event) => type(event.target.value)}
            onKeyDown={press}
            onClick={() => setOpen(true)}
            onBlur={() => {
              add([text], '')
              close()
            }}
            className="h-8 min-w-24 flex-1 bg-transparent px-1.5 outline-none"
          />
          <TagSuggestions id={listId} tags={suggested} active={active} onChoose={choose} />
        </div>
      )}
    </Field>
  )
}
