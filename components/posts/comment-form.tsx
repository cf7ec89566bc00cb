'use client'

import { type KeyboardEvent, type SubmitEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/text-area'

const COMMENT_CHARACTERS_MAX = 2000

interface CommentFormProps {
  label: string
  placeholder: string
  submitLabel: string
  /** Rejects with a message for the reader; the text then stays. */
  onSubmit: (body: string) => Promise<void>
  onCancel?: () => void
}

export function CommentForm({ label, placeholder, submitLabel, onSubmit, onCancel }: CommentFormProps) {
  const [body, setBody] = useState('')
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null })

  async function submit() {
    const text = body.trim()
    if (text === '' || state.busy) return
    setState({ busy: true, error: null })
    try {
      await onSubmit(text)
      setBody('')
      setState({ busy: false, error: null })
    } catch (error) {
      setState({ busy: false, error: error instanceof Error ? error.message : 'It was not sent' })
    }
  }

  function submitForm(event: SubmitEvent) {
    event.preventDefault()
    void submit()
  }

  function submitByKey(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void submit()
    if (event.key === 'Escape' && onCancel) onCancel()
  }

  return (
    <form onSubmit={submitForm} className="flex flex-col gap-2.5">
      <Field label={label} labelHidden error={state.error}>
        {(control) => (
          <TextArea
            {...control}
            autoFocus={onCancel !== undefined}
            lines={2}
            maxLength={COMMENT_CHARACTERS_MAX}
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
            Cancel
          </Button>
        )}
        <Button type="submit" size="sm" loading={state.busy} disabled={body.trim() === ''}>
          {submitLabel}
        </Button>
      </div>
    </form>
  )
}
