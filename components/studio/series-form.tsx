'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextArea } from '@/components/ui/text-area'
import { conflictOf } from '@/lib/client/api/api-error'
import { createSeries, updateSeries } from '@/lib/client/api/own-series'
import { keys } from '@/lib/client/cache/query-keys'
import { useOneAtATime } from '@/lib/client/use-one-at-a-time'
import { useRequestKey } from '@/lib/client/use-request-key'
import { useTranslator } from '@/lib/client/use-translator'
import { LIMITS } from '@/lib/schema/limits'
import type { OwnSeries } from '@/lib/schema/series'
import { ChangedMeanwhile } from './changed-meanwhile'
import { fieldError } from './field-error'
import { useFormState } from './form-result'
import { SeriesTitleField } from './series-title-field'

type Named = Pick<OwnSeries, 'id' | 'title' | 'description' | 'updatedAt'>

interface SeriesDialogProps {
  open: boolean
  /** Null: a new one. */
  series: Named | null
  onClose: () => void
  onSaved?: (series: OwnSeries) => void
}

/** What a series is called, and what it is about. */
export function SeriesDialog({ open, series, onClose, onSaved }: SeriesDialogProps) {
  const t = useTranslator()
  return (
    <Dialog open={open} onClose={onClose} title={t(series ? 'series.rename' : 'series.new')}>
      <SeriesForm
        series={series}
        onSaved={(saved) => {
          onClose()
          onSaved?.(saved)
        }}
      />
    </Dialog>
  )
}

function SeriesForm({ series, onSaved }: { series: Named | null; onSaved: (saved: OwnSeries) => void }) {
  const t = useTranslator()
  const client = useQueryClient()
  const requestKey = useRequestKey()
  // As it was when the editing began, whatever arrives meanwhile.
  const [base, setBase] = useState(series)
  const [title, setTitle] = useState(series?.title ?? '')
  const [description, setDescription] = useState(series?.description ?? '')
  const [meanwhile, setMeanwhile] = useState<Named | null>(null)
  const mutation = useMutation({
    mutationFn: () =>
      base === null
        ? requestKey.send((key) => createSeries({ title, description }, key))
        : updateSeries(base.id, { title, description, version: base.updatedAt }),
    onSuccess(saved) {
      void client.invalidateQueries({ queryKey: keys.allOwnSeries })
      onSaved(saved)
    },
    onError(error) {
      const now = conflictOf<OwnSeries>(error)
      if (now === null) return
      setMeanwhile(now)
      setBase(now)
    },
  })
  const { pending, errors, problem } = useFormState(mutation)
  const save = useOneAtATime(mutation.mutateAsync)

  function submit(event: SubmitEvent) {
    event.preventDefault()
    save()
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <SeriesTitleField value={title} onChange={setTitle} error={fieldError(errors, 'title')} />
      <Field label={t('series.description')} optional error={fieldError(errors, 'description')}>
        {(control) => (
          <TextArea
            {...control}
            lines={2}
            maxLength={LIMITS.seriesDescription}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        )}
      </Field>
      {meanwhile && (
        <ChangedMeanwhile
          what="series"
          changes={[
            t('studio.edited.title', { title: meanwhile.title }),
            ...(meanwhile.description === ''
              ? []
              : [t('series.edited.description', { description: meanwhile.description })]),
          ]}
        />
      )}
      {problem && <Notice tone="danger" title={problem} />}
      <Button type="submit" variant="primary" size="lg" full loading={pending}>
        {t(base === null ? 'series.make' : 'studio.ownPage.save')}
      </Button>
    </form>
  )
}
