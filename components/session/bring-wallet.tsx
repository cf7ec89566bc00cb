'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { shortKey } from '@/components/shell/short-key'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextInput } from '@/components/ui/text-input'
import { Phrase, useTranslator } from '@/lib/client/use-translator'
import { addressOf, browserKeys, replaceBrowserKeys } from '@/lib/client/wallets/demo-keys'
import { fromSecret, type SecretReading } from '@/lib/client/wallets/demo-secret'
import type { Translator } from '@/lib/words/translator'

type Problem = Extract<SecretReading, { ok: false }>['reason'] | Error

/** Why a browser keeps nothing it says in its own words. */
const problemWords = (t: Translator, problem: Problem) =>
  problem instanceof Error ? t('bring.notKept', { reason: problem.message }) : t(`bring.${problem}`)

interface BringWalletProps {
  /** The wallet is this browser's demo wallet now. */
  onBrought: () => void
  onBack: () => void
}

/** Takes the secret of a demo wallet. Another one that is here already is only replaced when its user says so. */
export function BringWallet({ onBrought, onBack }: BringWalletProps) {
  const t = useTranslator()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  /** Waits for a yes: the keys that were brought, and the address of the wallet they would replace. */
  const [conflict, setConflict] = useState<{ brought: CryptoKeyPair; address: string } | null>(null)
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => field.current?.focus(), [])

  async function read(): Promise<void> {
    const reading = await fromSecret(text)
    if (!reading.ok) {
      field.current?.focus()
      return setProblem(reading.reason)
    }
    const kept = await browserKeys.load()
    const address = kept && (await addressOf(kept))
    if (address !== null && address !== (await addressOf(reading.keys)))
      return setConflict({ brought: reading.keys, address })
    await keep(reading.keys)
  }

  async function keep(keys: CryptoKeyPair): Promise<void> {
    await replaceBrowserKeys(keys)
    onBrought()
  }

  function showFailure(error: Error): void {
    setConflict(null)
    setProblem(error)
  }

  if (conflict !== null) {
    return (
      <Conflict
        address={conflict.address}
        onReplace={() => void keep(conflict.brought).catch(showFailure)}
        onKeep={onBack}
      />
    )
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        read().catch(showFailure)
      }}
    >
      <p className="-mt-2 text-muted text-sm">{t('bring.text', { carryOver: t('account.carryOver') })}</p>
      <Field label={t('bring.label')} hint={t('bring.hint')} error={problem && problemWords(t, problem)}>
        {(control) => (
          <div className="font-mono">
            <TextInput
              {...control}
              ref={field}
              value={text}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              onChange={(event) => {
                setText(event.target.value)
                setProblem(null)
              }}
            />
          </div>
        )}
      </Field>
      <div className="flex flex-col gap-2">
        <Button type="submit" variant="primary" size="lg" full>
          {t('bring.signIn')}
        </Button>
        <Button variant="quiet" full onClick={onBack}>
          {t('bring.back')}
        </Button>
      </div>
    </form>
  )
}

interface ConflictProps {
  /** Of the wallet that is here. */
  address: string
  onReplace: () => void
  onKeep: () => void
}

function Conflict({ address, onReplace, onKeep }: ConflictProps) {
  const t = useTranslator()
  const safe = useRef<HTMLButtonElement>(null)

  // The button that was pressed is gone; a second press must not land on the one that replaces.
  useEffect(() => safe.current?.focus(), [])

  return (
    <>
      <Notice tone="danger" title={t('bring.conflict')}>
        <p>
          <Phrase
            message="bring.conflict.text"
            values={{ address: shortKey(address) }}
            tags={{ wallet: (inner) => <span className="font-mono text-xs">{inner}</span> }}
          />
        </p>
      </Notice>
      <div className="flex flex-col gap-2">
        <Button ref={safe} size="lg" full onClick={onKeep}>
          {t('bring.keep')}
        </Button>
        <Button variant="danger" size="lg" full onClick={onReplace}>
          {t('bring.replace')}
        </Button>
      </div>
    </>
  )
}
