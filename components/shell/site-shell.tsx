'use client'

import { type ReactNode, useState } from 'react'
import { NameDialog } from '@/components/session/name-dialog'
import { SecretDialog } from '@/components/session/secret-dialog'
import { useToast } from '@/components/ui/toast'
import { useDemoKeys } from '@/lib/client/use-demo-keys'
import { useProblemWords } from '@/lib/client/use-problem-words'
import { useRealtimeStatus } from '@/lib/client/use-realtime'
import { useSession } from '@/lib/client/use-session'
import { useTranslator } from '@/lib/client/use-translator'
import { AccountMenu } from './account-menu'
import { AppShell } from './app-shell'
import { ConnectionNote } from './connection-note'
import { LiveIndicator } from './live-indicator'
import { useFillWallet, usePlayMoney } from './play-money'
import { ProgressLine } from './progress-line'

/** The shell with what it shows of the session. */
export function SiteShell({ children }: { children: ReactNode }) {
  const { me, signOut } = useSession()
  const fillWallet = useFillWallet()
  const demoKeys = useDemoKeys(usePlayMoney())
  const [carryingOver, setCarryingOver] = useState(false)
  const [naming, setNaming] = useState(false)
  const toast = useToast()
  const t = useTranslator()
  const wordError = useProblemWords()
  const status = useRealtimeStatus()
  // The first connection takes a moment; calling it "reconnecting" would be wrong.
  const liveState = status === 'connecting' ? 'live' : status

  function leave(): void {
    signOut().catch((error: Error) =>
      toast({ tone: 'danger', title: t('account.stillSignedIn'), body: wordError(error) }),
    )
  }

  return (
    <AppShell
      unreadCount={me?.unreadCount ?? 0}
      live={<LiveIndicator state={liveState} />}
      account={
        <AccountMenu
          me={me}
          onSignOut={leave}
          onEdit={() => setNaming(true)}
          {...(fillWallet && { onFillWallet: () => fillWallet.fill() })}
          {...(demoKeys && { onCarryOver: () => setCarryingOver(true) })}
        />
      }
    >
      <ProgressLine />
      {children}
      <ConnectionNote state={liveState} />
      {me && <NameDialog open={naming} me={me} onClose={() => setNaming(false)} />}
      {demoKeys && (
        <SecretDialog open={carryingOver} keys={demoKeys} onClose={() => setCarryingOver(false)} />
      )}
    </AppShell>
  )
}
