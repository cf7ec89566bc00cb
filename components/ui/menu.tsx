'use client'

import { type MouseEvent, type ReactNode, useRef, useState } from 'react'
import { cx } from './cx'
import { labelled } from './label'
import { Link } from './link'
import { warming } from './load-late'
import { useBackCloses } from './use-back-closes'

interface MenuProps {
  /** Of the menu, one in the page: it opens before the page has come to life. */
  id: string
  /** Read out as the name of the button and of the menu. */
  label: string
  trigger: ReactNode
  triggerClass: string
  children: ReactNode
}

/** A button with a popover of actions. Opening, placing and closing are the platform's. */
export function Menu({ id, label, trigger, triggerClass, children }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  useBackCloses(open, () => menu.current?.hidePopover())
  return (
    <>
      <button type="button" popoverTarget={id} aria-label={label} className={triggerClass}>
        {trigger}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        className="menu"
        // Before it is seen: Back may be pressed from then on.
        onBeforeToggle={({ newState }) => setOpen(newState === 'open')}
      >
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
  /** What it opens: loaded when it is pointed at. */
  opens?: { warm(): void }
  onSelect: () => void
  children: ReactNode
}

export function MenuItem({ icon, danger = false, opens, onSelect, children }: MenuItemProps) {
  return (
    <li>
      <button
        type="button"
        {...(opens && warming(opens))}
        className={cx(itemClass, danger && 'text-danger [&_svg]:text-danger')}
        onClick={(event) => {
          closeMenu(event)
          onSelect()
        }}
      >
        {icon}
        {labelled(children)}
      </button>
    </li>
  )
}

export function MenuLink({ icon, href, children }: { icon?: ReactNode; href: string; children: ReactNode }) {
  return (
    <li>
      <Link href={href} className={itemClass} onClick={closeMenu}>
        {icon}
        {labelled(children)}
      </Link>
    </li>
  )
}

export function MenuSeparator() {
  return (
    <li className="-mx-1.5 my-1.5">
      <hr className="border-line border-t" />
    </li>
  )
}
