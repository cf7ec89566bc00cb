'use client'

import { type KeyboardEvent, type SubmitEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/text-area'
import { ApiError } from '@/lib/client/api/api-error'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useRequestKey } from '@/lib/client/use-request-key'
import { useTranslator } from '@/lib/client/use-translator'
import { LIMITS } from '@/lib/schema/limits'
import { DEFAULT_LOCALE } from '@/lib/schema/locales'

/** What it rejects with is told to the reader; the text then stays. With the same key it is the same comment. */
export type SendComment = (body: string, key: string) => Promise<void>

interface CommentFormProps {
  label: string
  placeholder: string
  submitLabel: string
  onSubmit: SendComment
  onCancel?: () => void
}

export function CommentForm({ label, placeholder, submitLabel, onSubmit, onCancel }: CommentFormProps) {
  const t = useTranslator()
  const wordRefusal = useRefusalWords()
  const [body, setBody] = useState('')
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null })

  const requestKey = useRequestKey()
  /** Known at once, before the screen shows it: a button can be tapped twice by then. */
  const isSending = useRef(false)

  async function submit() {
    const text = body.trim()
    if (text === '' || isSending.current) return
    isSending.current = true
    setState({ busy: true, error: null })
    try {
      await requestKey.send((key) => onSubmit(text, key))
      setBody('')
      setState({ busy: false, error: null })
    } catch (error) {
      setState({ busy: false, error })
    } finally {
      isSending.current = false
    }
  }

  function submitForm(event: SubmitEvent) {
    event.preventDefault()
    void submit()
  }

  function submitByKey(event: KeyboardEvent) {
    // The key belongs to the input method, which goes on choosing a word.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void submit()
    if (event.key === 'Escape' && onCancel) onCancel()
  }

  return (
    <form onSubmit={submitForm} className="flex flex-col gap-2.5">
      <Field label={label} labelHidden error={state.error === null ? null : wordRefusal(state.error)}>
        {(control) => (
          <TextArea
            {...control}
            autoFocus={onCancel !== undefined}
            lines={2}
            maxLength={LIMITS.comment}
            placeholder={placeholder}
            value={body}
            onChange={(event) => setBody(event.target.value)}
            onKeyDown={submitByKey}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        {onCancel && (
          <Button variant="quiet" size="sm" onClick={onCancel}>
            {t('comment.cancel')}
          </Button>
        )}
        <Button type="submit" size="sm" loading={state.busy} disabled={body.trim() === ''}>
          {submitLabel}
        </Button>
      </div>
    </form>
  )
}

/** Why it was not sent. What is wrong with the text is said as the server says it: in English, or not so exactly. */
function useRefusalWords(): (error: unknown) => string {
  const t = useTranslator()
  const wordError = useProblemWords()
  return (error) => {
    if (error instanceof ApiError && error.errors !== undefined && t.locale === DEFAULT_LOCALE)
      return Object.values(error.errors).flat().join('. ')
    return error instanceof Error ? wordError(error) : t('comment.notSent')
  }
}
