'use client'

import { CopyButton } from '@/components/ui/copy-button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'
import { useTranslator } from '@/lib/client/use-translator'
import { joinHref } from '@/lib/links'

/** A creator's own link, and what it brings. Rendered in the browser only, whose address it is part of. */
export function InvitationLink({ handle }: { handle: string }) {
  const t = useTranslator()
  const link = `${location.origin}${joinHref(handle)}`
  return (
    <section aria-labelledby="invitation-heading" className="glow rounded-lg border border-line p-5 sm:p-6">
      <h2 id="invitation-heading" className="font-semibold text-lg">
        {t('invitation.title')}
      </h2>
      <p className="mt-1 mb-4 text-sm">{t('invitation.terms')}</p>
      <div className="flex flex-col gap-2.5">
        <Field label={t('invitation.link')} labelHidden>
          {(control) => (
            <TextInput {...control} readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
          )}
        </Field>
        <CopyButton text={link} label={t('invitation.copy')} full />
      </div>
    </section>
  )
}
