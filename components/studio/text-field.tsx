'use client'

import { type CompositionEvent, useCallback, useEffect, useRef, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Field } from '@/components/ui/field'
import { controlClass } from '@/components/ui/text-input'
import { useTranslator } from '@/lib/client/use-translator'
import { LIMITS } from '@/lib/schema/limits'
import type { TextEditorProps } from './writing/text-editor'

type Editor = typeof import('./writing/text-editor').default

/** Once it was loaded, the next text begins with it. */
let known: Editor | null = null
const PAUSES_MS = [0, 1_000, 4_000]

interface TextFieldProps {
  value: string
  onChange: (value: string) => void
  error: string | null
  /** There is nothing else in the post. */
  required: boolean
  pictures: TextEditorProps['pictures']
  onFiles: TextEditorProps['onFiles']
  /** Empty where there is a text area. */
  hand: TextEditorProps['hand']
}

/**
 * The text of a post: a text area from the first moment, and what shows Markdown with its look as soon as that is there. Where
 * it never comes, the text area stays.
 */
export function TextField({ value, onChange, error, required, pictures, onFiles, hand }: TextFieldProps) {
  const t = useTranslator()
  const [Shown, setShown] = useState(() => known)
  /** Where writing goes on in the editor: read in the moment that the text area goes, it may get the focus until then. */
  const selected: TextEditorProps['selected'] = useRef(null)
  const leave = useCallback((area: HTMLTextAreaElement) => {
    return () => {
      if (area !== document.activeElement) return
      selected.current = { from: area.selectionStart, to: area.selectionEnd }
    }
  }, [])
  const [failed, setFailed] = useState(false)
  /** What waits for the end of a letter that is being composed. */
  const waiting = useRef<{ isComposing: boolean; go: (() => unknown) | null }>({
    isComposing: false,
    go: null,
  })

  useEffect(() => {
    if (Shown !== null) return
    let isHere = true
    const begin = () => isHere && setShown(() => known)
    load().then(
      () => {
        if (waiting.current.isComposing) waiting.current.go = begin
        else begin()
      },
      () => isHere && setFailed(true),
    )
    return () => {
      isHere = false
    }
  }, [Shown])

  const composing = {
    onCompositionStart(_: CompositionEvent) {
      waiting.current.isComposing = true
    },
    onCompositionEnd(_: CompositionEvent) {
      waiting.current.isComposing = false
      waiting.current.go?.()
      waiting.current.go = null
    },
  }

  return (
    <Field label={t('studio.write.text')} hint={t('studio.write.text.hint')} error={error}>
      {(control) => (
        <div
          className={cx(
            controlClass,
            'has-[[role=textbox]:focus,textarea:focus]:border-focus has-[[role=textbox]:focus,textarea:focus]:outline-2 has-[[role=textbox]:focus,textarea:focus]:outline-focus has-[[aria-invalid]]:border-danger',
          )}
        >
          {Shown ? (
            <Shown
              {...control}
              required={required}
              value={value}
              onChange={onChange}
              selected={selected}
              pictures={pictures}
              onFiles={onFiles}
              hand={hand}
            />
          ) : (
            <>
              {/* Where the tools will be: what is below does not move when they come. */}
              {!failed && <div className="h-[calc(2.75rem+1px)] border-line border-b" />}
              <textarea
                {...control}
                {...composing}
                ref={leave}
                required={required}
                maxLength={LIMITS.postBody}
                value={value}
                onChange={(event) => onChange(event.target.value)}
                className="wrap-anywhere field-sizing-content block min-h-[calc(10lh+1.25rem)] w-full resize-y bg-transparent px-3 py-2.5 text-[1.0625rem] leading-[1.65] outline-none"
              />
            </>
          )}
        </div>
      )}
    </Field>
  )
}

/** Again, where the line fails for a moment. */
async function load(): Promise<void> {
  for (const [index, pause] of PAUSES_MS.entries()) {
    await new Promise((resolve) => setTimeout(resolve, pause))
    try {
      known = (await import('./writing/text-editor')).default
      return
    } catch (error) {
      if (index === PAUSES_MS.length - 1) throw error
    }
  }
}
