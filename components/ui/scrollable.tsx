import { createElement, type ReactNode } from 'react'

interface ScrollableProps {
  as?: 'div' | 'pre'
  className?: string
  children: ReactNode
}

/**
 * What may be wider or higher than its place, and scrolls there. It can be focused, so that keys get to all of it:
 * https://dequeuniversity.com/rules/axe/4.10/scrollable-region-focusable
 */
export function Scrollable({ as = 'div', className, children }: ScrollableProps) {
  return createElement(as, { className, tabIndex: 0 }, children)
}
