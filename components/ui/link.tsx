'use client'

import type { AnchorHTMLAttributes, MouseEvent } from 'react'
import { navigate, warm } from '@/lib/client/navigation/place'
import { routeOf } from '@/lib/routes'

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string
  /** In a sheet: its place in the history is taken by where it leads. */
  replace?: boolean
  /** Another view of the same page: what is seen stays where it is. */
  keepsScroll?: boolean
}

/** A link that the page follows by itself. Without scripts, or into another window, it is the browser's. */
export function Link({ href, replace = false, keepsScroll = false, onClick, children, ...rest }: LinkProps) {
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event)
    if (event.defaultPrevented || !isPlain(event) || routeOf(new URL(href, location.href)) === null) return
    event.preventDefault()
    void navigate(href, { ...(replace && { replace }), keepsScroll })
  }
  const onPoint = () => warm(href)
  return (
    <a {...rest} href={href} onClick={follow} onPointerEnter={onPoint} onFocus={onPoint}>
      {children}
    </a>
  )
}

/** Not into another tab or window, and no download. */
function isPlain({ button, metaKey, ctrlKey, shiftKey, altKey, currentTarget }: MouseEvent<HTMLElement>) {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey && !currentTarget.hasAttribute('target')
}
