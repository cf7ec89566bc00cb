'use client'

import { NameSheet } from '@/components/session/name-dialog'
import { WalletSecret } from '@/components/session/secret-dialog'
import { SignInButton } from '@/components/session/sign-in-button'
import { Avatar } from '@/components/ui/avatar'
import { Icon } from '@/components/ui/icon'
import { Menu, MenuItem, MenuLink, MenuSeparator } from '@/components/ui/menu'
import { useTranslator } from '@/lib/client/use-translator'
import { avatarSources, creatorHref } from '@/lib/links'
import type { Me } from '@/lib/schema/session'
import { shortKey } from './short-key'

interface AccountMenuProps {
  me: Me | null
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
  const { me, onSignOut, onEdit, onFillWallet, onCarryOver } = props
  const t = useTranslator()
  if (!me) {
    return (
      <SignInButton variant="primary">
        <Icon name="wallet" className="size-4" />
        <span className="md:max-lg:sr-only">{t('account.signIn')}</span>
      </SignInButton>
    )
  }
  const name = me.displayName ?? shortKey(me.wallet)
  return (
    <Menu
      id="account-menu"
      label={t('account.of', { name })}
      triggerClass="hit-area flex min-w-0 items-center gap-2.5 rounded-md p-1 text-left transition-colors hover:bg-hover"
      trigger={
        <>
          <Avatar name={name} picture={avatarSources(me)} size="sm" />
          <span className="hidden min-w-0 flex-col lg:flex">
            <bdi className="one-name font-semibold text-sm">{name}</bdi>
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
        <MenuLink icon={<Icon name="user" />} href={creatorHref(me.handle)}>
          {t('account.page')}
        </MenuLink>
      )}
      <MenuItem icon={<Icon name="user-pen" />} opens={NameSheet} onSelect={onEdit}>
        {t('account.name')}
      </MenuItem>
      {onFillWallet && (
        <MenuItem icon={<Icon name="coins" />} onSelect={onFillWallet}>
          {t('account.fill')}
        </MenuItem>
      )}
      {onCarryOver && (
        <MenuItem icon={<Icon name="monitor-smartphone" />} opens={WalletSecret} onSelect={onCarryOver}>
          {t('account.carryOver')}
        </MenuItem>
      )}
      <MenuItem icon={<Icon name="log-out" />} onSelect={onSignOut}>
        {t('account.signOut')}
      </MenuItem>
    </Menu>
  )
}
