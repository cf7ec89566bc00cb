'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { TextArea } from '@/components/ui/text-area'
import { useCopy } from '@/components/ui/use-copy'
import { useTranslator } from '@/lib/client/use-translator'
import { toSecret } from '@/lib/client/wallets/demo-secret'

/** Hands out the secret of the demo wallet, so that its user can be themselves in another browser too. */
export function WalletSecret({ keys }: { keys: CryptoKeyPair }) {
  const t = useTranslator()
  const [secret, setSecret] = useState('')
  const { copied, copy } = useCopy(secret)
  const field = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    void toSecret(keys).then(setSecret)
  }, [keys])

  async function copySecret(): Promise<void> {
    if ((await copy()) === 'refused') field.current?.focus()
  }

  return (
    <div className="flex flex-col gap-5">
      <p className="-mt-2 text-muted text-sm">
        {t('secret.text', { signIn: t('account.signIn'), bring: t('bring.open') })}
      </p>
      <Field
        label={t('secret.label')}
        labelHidden
        hint={t('secret.hint')}
        error={copied === 'refused' ? t('secret.notCopied') : null}
      >
        {(control) => (
          <div className="font-mono [&>textarea]:resize-none">
            <TextArea
              {...control}
              ref={field}
              readOnly
              lines={2}
              value={secret}
              spellCheck={false}
              onFocus={(event) => event.currentTarget.select()}
            />
          </div>
        )}
      </Field>
      <Button variant="primary" size="lg" full onClick={() => void copySecret()}>
        {copied === 'done' ? (
          <Icon name="check" className="size-4" />
        ) : (
          <Icon name="copy" className="size-4" />
        )}
        <span aria-live="polite">{copied === 'done' ? t('ui.copied') : t('secret.copy')}</span>
      </Button>
    </div>
  )
}
