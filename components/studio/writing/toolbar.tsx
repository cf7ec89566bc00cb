'use client'

import { redo, redoDepth, undo, undoDepth } from '@codemirror/commands'
import type { EditorState, StateCommand } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Icon } from '@/components/ui/icon'
import { iconButtonClass } from '@/components/ui/icon-button'
import { useTranslator } from '@/lib/client/use-translator'
import { blocksAt, toggleBlock } from './block-commands'
import { enclosing, INLINE, toggleInline, toggleLink } from './inline-commands'
import { ToolbarIcon } from './toolbar-icon'

/** What the toolbar shows of a state: one word for each thing that is so. */
export function toolbarFacts(state: EditorState): string {
  const { main } = state.selection
  const inline = Object.entries(INLINE).flatMap(([kind, { node }]) =>
    enclosing(state, main, node) ? [kind] : [],
  )
  const link = enclosing(state, main, 'Link') ? ['link'] : []
  const past = [...(undoDepth(state) > 0 ? ['undo'] : []), ...(redoDepth(state) > 0 ? ['redo'] : [])]
  return [...inline, ...blocksAt(state), ...link, ...past].join(' ')
}

interface ToolbarProps {
  view: () => EditorView | null
  /** Of `toolbarFacts`. */
  facts: string
  /** The id of the text. */
  controls: string | undefined
  onPicture: () => void
}

interface Tool {
  name: string
  label: string
  icon: ReactNode
  run: StateCommand | null
  /** Not on a phone, where there is no room for all. */
  wide?: boolean
  /** It is on or off. */
  toggles?: boolean
}

/** What can be made of the text, in a row that is one stop of the Tab key: the arrows lead along. */
export function Toolbar({ view, facts, controls, onPicture }: ToolbarProps) {
  const t = useTranslator()
  const row = useRef<HTMLDivElement>(null)
  /** The one that Tab leads to. */
  const [stop, setStop] = useState('bold')
  const known = new Set(facts.split(' '))
  const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
  const key = (letter: string) => ` (${mac ? '⌘' : 'Ctrl+'}${letter})`
  const tools: Tool[] = [
    { name: 'bold', icon: <ToolbarIcon name="letter-b" />, label: t('studio.tools.bold') + key('B') },
    { name: 'italic', icon: <ToolbarIcon name="italic" />, label: t('studio.tools.italic') + key('I') },
    {
      name: 'strike',
      icon: <ToolbarIcon name="strikethrough" />,
      label: t('studio.tools.strike'),
      wide: true,
    },
    { name: 'code', icon: <ToolbarIcon name="code" />, label: t('studio.tools.code') + key('E'), wide: true },
    { name: 'heading', icon: <ToolbarIcon name="letter-h" />, label: t('studio.tools.heading') },
    { name: 'quote', icon: <ToolbarIcon name="text-quote" />, label: t('studio.tools.quote') },
    { name: 'bullets', icon: <ToolbarIcon name="list" />, label: t('studio.tools.bullets') },
    { name: 'numbers', icon: <ToolbarIcon name="list-ordered" />, label: t('studio.tools.numbers') },
    { name: 'link', icon: <ToolbarIcon name="link" />, label: t('studio.tools.link') + key('K') },
    { name: 'picture', icon: <Icon name="image-plus" />, label: t('studio.tools.picture'), run: null },
    { name: 'undo', icon: <Icon name="undo-2" />, label: t('studio.tools.undo') + key('Z') },
    { name: 'redo', icon: <ToolbarIcon name="redo-2" />, label: t('studio.tools.redo') },
  ].map((tool) => ({ run: RUN[tool.name] ?? null, toggles: TOGGLES.has(tool.name), ...tool }))

  function press({ run }: Tool) {
    const there = view()
    if (run === null) onPicture()
    else if (there) {
      run(there)
      there.focus()
    }
  }

  function walk(event: KeyboardEvent<HTMLDivElement>) {
    const buttons = [...(row.current?.querySelectorAll('button') ?? [])].filter(
      (it) => it.offsetParent !== null,
    )
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const isLeftwards = getComputedStyle(event.currentTarget).direction === 'rtl'
    const step = { ArrowRight: isLeftwards ? -1 : 1, ArrowLeft: isLeftwards ? 1 : -1 }[event.key]
    const to = step ? at + step : { Home: 0, End: buttons.length - 1 }[event.key]
    if (at < 0 || to === undefined) return
    event.preventDefault()
    const next = buttons[(to + buttons.length) % buttons.length]
    setStop(next?.dataset.tool ?? stop)
    next?.focus()
  }

  return (
    <div
      ref={row}
      role="toolbar"
      aria-label={t('studio.tools')}
      aria-controls={controls}
      tabIndex={-1}
      onKeyDown={walk}
      className="flex min-h-11 flex-wrap items-center justify-between gap-px px-1 sm:justify-start"
    >
      {tools.map((tool) => {
        const isOn = known.has(tool.name)
        const isIdle = (tool.name === 'undo' || tool.name === 'redo') && !isOn
        return (
          <button
            key={tool.name}
            type="button"
            data-tool={tool.name}
            title={tool.label}
            aria-label={tool.label}
            aria-pressed={tool.toggles ? isOn : undefined}
            aria-disabled={isIdle || undefined}
            tabIndex={stop === tool.name ? 0 : -1}
            // The text keeps the focus, and a phone its keyboard.
            onMouseDown={(event) => event.preventDefault()}
            onFocus={() => setStop(tool.name)}
            onClick={() => press(tool)}
            className={cx(
              iconButtonClass,
              'max-sm:w-8 aria-disabled:opacity-40 aria-pressed:bg-accent-soft aria-pressed:text-accent-ink',
              'forced-colors:aria-pressed:outline forced-colors:aria-pressed:outline-2',
              tool.wide && 'max-sm:hidden',
              tool.name === 'undo' && 'sm:ml-auto',
            )}
          >
            {tool.icon}
          </button>
        )
      })}
    </div>
  )
}

const RUN: Record<string, StateCommand> = {
  bold: toggleInline('bold'),
  italic: toggleInline('italic'),
  strike: toggleInline('strike'),
  code: toggleInline('code'),
  heading: toggleBlock('heading'),
  quote: toggleBlock('quote'),
  bullets: toggleBlock('bullets'),
  numbers: toggleBlock('numbers'),
  link: toggleLink,
  undo,
  redo,
}
const TOGGLES = new Set([
  'bold',
  'italic',
  'strike',
  'code',
  'heading',
  'quote',
  'bullets',
  'numbers',
  'link',
])
