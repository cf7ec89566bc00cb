'use client'

import { useMutation } from '@tanstack/react-query'
import { type ChangeEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { useElementId } from '@/components/ui/use-element-id'
import { removeCaptions, setCaptions } from '@/lib/client/api/api'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useTranslator } from '@/lib/client/use-translator'

/** What can be chosen here; by the API any other. */
const LANGUAGES = ['en', 'ru', 'de', 'es', 'fr', 'it', 'pt', 'pl', 'uk', 'zh', 'ja', 'ko'] as const

/** What is said in a film, to be read: one WebVTT file for each language. */
export function CaptionsField({ mediaId, number }: { mediaId: string; number: number }) {
  const t = useTranslator()
  const toast = useToast()
  const wordError = useProblemWords()
  const inputId = useElementId()
  const [lang, setLang] = useState<string>(t.locale)
  const named = new Intl.DisplayNames([t.locale], { type: 'language' })
  const language = named.of(lang) ?? lang
  const onError = (error: Error) =>
    toast({ tone: 'danger', title: t('studio.captions.notKept'), body: wordError(error) })
  const adding = useMutation({
    mutationFn: (file: File) => setCaptions(mediaId, lang, file),
    onSuccess: () => toast({ tone: 'positive', title: t('studio.captions.kept', { language }) }),
    onError,
  })
  const removing = useMutation({
    mutationFn: () => removeCaptions(mediaId, lang),
    onSuccess: () => toast({ title: t('studio.captions.removed', { language }) }),
    onError,
  })

  function pick(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (file) adding.mutate(file)
  }

  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field label={t('studio.captions.of', { number })}>
        {(control) => (
          <Select {...control} value={lang} onChange={(event) => setLang(event.target.value)}>
            {LANGUAGES.map((one) => (
              <option key={one} value={one}>
                {named.of(one)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <label htmlFor={inputId} className={buttonClass({ size: 'lg' })}>
        <input id={inputId} type="file" accept=".vtt,text/vtt" onChange={pick} className="sr-only" />
        <span>{t('studio.captions.choose')}</span>
      </label>
      <Button size="lg" variant="quiet" loading={removing.isPending} onClick={() => removing.mutate()}>
        {t('studio.captions.remove')}
      </Button>
    </div>
  )
}
