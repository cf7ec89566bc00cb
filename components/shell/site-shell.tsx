'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { NameDialog } from '@/components/session/name-dialog'
import { SecretDialog } from '@/components/session/secret-dialog'
import { loadLate } from '@/components/ui/load-late'
import { useToast } from '@/components/ui/toast'
import { takeFarewell } from '@/lib/client/farewell'
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

interface SiteShellProps {
  /** Somebody looks at the site as a visitor sees it. */
  asVisitor: boolean
  children: ReactNode
}

// Hardly anybody looks at the site so.
const VisitorNote = loadLate(async () => (await import('./visitor-note')).VisitorNote, {
  Waiting: () => null,
})

/** The shell with what it shows of the session. */
export function SiteShell({ asVisitor, children }: SiteShellProps) {
  const { me, signOut } = useSession()
  const fillWallet = useFillWallet()
  const demoKeys = useDemoKeys(usePlayMoney())
  const [carryingOver, setCarryingOver] = useState(false)
  const [naming, setNaming] = useState(false)
  const toast = useToast()
  const t = useTranslator()
  const wordError = useProblemWords()
  const status = useRealtimeStatus()
  const isVisitor = me === null
  useEffect(() => {
    if (isVisitor && takeFarewell()) toast({ tone: 'positive', title: t('leave.done') })
  }, [isVisitor, toast, t])

  function leave(): void {
    signOut().catch((error: Error) =>
      toast({ tone: 'danger', title: t('account.stillSignedIn'), body: wordError(error) }),
    )
  }

  return (
    <AppShell
      unreadCount={me?.unreadCount ?? 0}
      live={<LiveIndicator state={status} />}
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
      {asVisitor && <VisitorNote />}
      {children}
      <ConnectionNote state={status} />
      {me && <NameDialog open={naming} me={me} onClose={() => setNaming(false)} />}
      {demoKeys && (
        <SecretDialog open={carryingOver} keys={demoKeys} onClose={() => setCarryingOver(false)} />
      )}
    </AppShell>
  )
}
