'use client'

import { CopyButton } from '@/components/ui/copy-button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/text-input'
import { joinHref } from '@/lib/links'

/** A creator's own link, and what it brings. Rendered in the browser only, whose address it is part of. */
export function InvitationLink({ handle }: { handle: string }) {
  const link = `${location.origin}${joinHref(handle)}`
  return (
    <section aria-labelledby="invitation-heading" className="glow rounded-lg border border-line p-5 sm:p-6">
      <h2 id="invitation-heading" className="font-semibold text-lg">
        Invite somebody who makes things
      </h2>
      <p className="mt-1 mb-4 text-sm">
        Who becomes a creator by your link pays you 5&nbsp;% of every post and membership they sell, in the
        same transaction, for good. It comes out of Fonana’s share: they keep their 90&nbsp;%, Fonana has
        5&nbsp;% instead of 10&nbsp;%.
      </p>
      <div className="flex flex-col gap-2.5">
        <Field label="Your invitation link" labelHidden>
          {(control) => (
            <TextInput {...control} readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
          )}
        </Field>
        <CopyButton text={link} label="Copy the link" full />
      </div>
    </section>
  )
}
