import { Children, isValidElement, type ReactNode } from 'react'
import { Isolated } from './isolated'

/**
 * Each run of text in an element of its own, beside icons: what is too long for its place ends in an ellipsis, or goes on
 * below on the narrowest phones, and a browser that translates the page may put its own nodes in the place of the text
 * without React losing its way. A name in a `bdi`, and words in a plain `span`, belong to the run.
 */
export function labelled(children: ReactNode): ReactNode[] {
  const parts: ReactNode[] = []
  let run: ReactNode[] = []
  const endRun = () => {
    if (run.length > 0)
      parts.push(
        <span
          key={`${parts.length} ${textOf(run)}`}
          className="min-w-0 truncate max-[21rem]:whitespace-normal"
        >
          {run}
        </span>,
      )
    run = []
  }
  for (const child of Children.toArray(children)) {
    if (isText(child)) run.push(child)
    else {
      endRun()
      parts.push(child)
    }
  }
  endRun()
  return parts
}

function isText(child: ReactNode): boolean {
  if (typeof child === 'string' || typeof child === 'number') return true
  if (!isValidElement<{ className?: string }>(child)) return false
  return child.type === 'bdi' || child.type === Isolated || (child.type === 'span' && !child.props.className)
}

function textOf(nodes: ReactNode): string {
  return Children.toArray(nodes)
    .map((node) => {
      if (!isValidElement<{ children?: ReactNode; text?: string }>(node)) return String(node)
      return node.props.text ?? textOf(node.props.children)
    })
    .join('')
}
