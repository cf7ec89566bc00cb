'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { shortKey } from '@/components/shell/short-key'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { TextInput } from '@/components/ui/text-input'
import { addressOf, browserKeys, replaceBrowserKeys } from '@/lib/client/wallets/demo-keys'
import { fromSecret } from '@/lib/client/wallets/demo-secret'

const PROBLEMS = {
  unreadable: 'This is not the text of a demo wallet. Copy all of it in the other browser.',
  mismatch: 'Something in this text was changed on the way. Copy it again in the other browser.',
} as const

interface BringWalletProps {
  /** The wallet is this browser's demo wallet now. */
  onBrought: () => void
  onBack: () => void
}

/** Takes the secret of a demo wallet. Another one that is here already is only replaced when its user says so. */
export function BringWallet({ onBrought, onBack }: BringWalletProps) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  /** Waits for a yes: the keys that were brought, and the address of the wallet they would replace. */
  const [conflict, setConflict] = useState<{ brought: CryptoKeyPair; address: string } | null>(null)
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => field.current?.focus(), [])

  async function read(): Promise<void> {
    const reading = await fromSecret(text)
    if (!reading.ok) {
      field.current?.focus()
      return setProblem(PROBLEMS[reading.reason])
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
    setProblem(`This browser could not keep the wallet: ${error.message}`)
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
      <p className="-mt-2 text-muted text-sm">
        In the other browser open the account menu, choose “Use it in another browser”, and copy the text that
        is shown there.
      </p>
      <Field
        label="Text from the other browser"
        hint="Only of a demo wallet: never paste the secret of a wallet that holds real money."
        error={problem}
      >
        {(control) => (
          <div className="font-mono">
            {' '}
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
          Sign in with it
        </Button>
        <Button variant="quiet" full onClick={onBack}>
          Back
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
  const safe = useRef<HTMLButtonElement>(null)

  // The button that was pressed is gone; a second press must not land on the one that replaces.
  useEffect(() => safe.current?.focus(), [])

  return (
    <>
      <Notice tone="danger" title="This browser already has another demo wallet">
        <p>
          <span className="font-mono text-xs">{shortKey(address)}</span> and what it bought would be out of
          reach. To keep it, sign in with it first and copy its text from the account menu.
        </p>
      </Notice>
      <div className="flex flex-col gap-2">
        <Button ref={safe} size="lg" full onClick={onKeep}>
          Keep the one that is here
        </Button>
        <Button variant="danger" size="lg" full onClick={onReplace}>
          Replace it and sign in
        </Button>
      </div>
    </>
  )
}
