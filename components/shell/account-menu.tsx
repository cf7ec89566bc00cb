'use client'

import { Coins, LogOut, MonitorSmartphone, User, UserPen, Wallet } from 'lucide-react'
import { avatarUrl, creatorHref } from '@/components/links'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem, MenuLink, MenuSeparator } from '@/components/ui/menu'
import type { Me } from '@/lib/schema/session'
import { shortKey } from './short-key'

interface AccountMenuProps {
  me: Me | null
  onSignIn: () => void
  onSignOut: () => void
  /** Name and picture. */
  onEdit: () => void
  /** Only with a demo wallet: asks the embedded ledger for play money. */
  onFillWallet?: () => void
  /** Only with the demo wallet of this browser: shows its secret. */
  onCarryOver?: () => void
}

/** Who is signed in and what belongs to them, or the way in. */
export function AccountMenu(props: AccountMenuProps) {
  const { me, onSignIn, onSignOut, onEdit, onFillWallet, onCarryOver } = props
  if (!me) {
    return (
      <Button variant="primary" onClick={onSignIn}>
        <Wallet className="size-4" aria-hidden="true" />
        <span className="md:max-lg:sr-only">Sign in</span>
      </Button>
    )
  }
  const name = me.displayName ?? shortKey(me.wallet)
  return (
    <Menu
      label={`Account of ${name}`}
      triggerClass="hit-area flex min-w-0 items-center gap-2.5 rounded-md p-1 text-left transition-colors hover:bg-hover"
      trigger={
        <>
          <Avatar name={name} src={avatarUrl(me.avatarId)} size="sm" />
          <span className="hidden min-w-0 flex-col lg:flex">
            <span className="truncate font-semibold text-sm">{name}</span>
            {me.displayName && <span className="truncate text-muted text-xs">{shortKey(me.wallet)}</span>}
          </span>
        </>
      }
    >
      <li className="px-3 pt-2 pb-1">
        <p className="font-semibold text-sm">{name}</p>
        {me.displayName && <p className="font-mono text-muted text-xs">{shortKey(me.wallet)}</p>}
      </li>
      <MenuSeparator />
      {me.handle && (
        <MenuLink icon={<User />} href={creatorHref(me.handle)}>
          My page
        </MenuLink>
      )}
      <MenuItem icon={<UserPen />} onSelect={onEdit}>
        Your name and picture
      </MenuItem>
      {onFillWallet && (
        <MenuItem icon={<Coins />} onSelect={onFillWallet}>
          Fill the demo wallet
        </MenuItem>
      )}
      {onCarryOver && (
        <MenuItem icon={<MonitorSmartphone />} onSelect={onCarryOver}>
          Use it in another browser
        </MenuItem>
      )}
      <MenuItem icon={<LogOut />} onSelect={onSignOut}>
        Sign out
      </MenuItem>
    </Menu>
  )
}
