'use client'

import Link from 'next/link'
import { type MouseEvent, type ReactNode, useId } from 'react'
import { cx } from './cx'

interface MenuProps {
  /** Read out as the name of the button and of the menu. */
  label: string
  trigger: ReactNode
  triggerClass: string
  children: ReactNode
}

/** A button with a popover of actions. Opening, placing and closing are the platform's. */
export function Menu({ label, trigger, triggerClass, children }: MenuProps) {
  const id = useId()
  return (
    <>
      <button type="button" popoverTarget={id} aria-label={label} className={triggerClass}>
        {trigger}
      </button>
      <div id={id} popover="auto" className="menu">
        <ul aria-label={label}>{children}</ul>
      </div>
    </>
  )
}

const itemClass =
  'flex h-11 w-full items-center gap-3 rounded-md whitespace-nowrap px-3 text-left text-sm transition-colors hover:bg-hover sm:h-9 [&_svg]:size-4 [&_svg]:text-muted'

function closeMenu(event: MouseEvent<HTMLElement>) {
  event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
}

interface MenuItemProps {
  icon?: ReactNode
  danger?: boolean
  onSelect: () => void
  children: ReactNode
}

export function MenuItem({ icon, danger = false, onSelect, children }: MenuItemProps) {
  return (
    <li>
      <button
        type="button"
        className={cx(itemClass, danger && 'text-danger [&_svg]:text-danger')}
        onClick={(event) => {
          closeMenu(event)
          onSelect()
        }}
      >
        {icon}
        {children}
      </button>
    </li>
  )
}

export function MenuLink({ icon, href, children }: { icon?: ReactNode; href: string; children: ReactNode }) {
  return (
    <li>
      <Link href={href} className={itemClass} onClick={closeMenu}>
        {icon}
        {children}
      </Link>
    </li>
  )
}

export function MenuSeparator() {
  return <li role="separator" className="-mx-1.5 my-1.5 border-line border-t" />
}
