'use client'

import { history } from '@codemirror/commands'
import { Compartment, EditorState, Transaction } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { useToast } from '@/components/ui/toast'
import { useFormats } from '@/lib/client/use-formats'
import { useTranslator } from '@/lib/client/use-translator'
import { changeBetween } from './change-between'
import { keys } from './keys'
import { look } from './look'
import { markdownLanguage } from './markdown-language'
import { pageNonce } from './nonce'
import { pasting } from './pasting'
import {
  awaitPictures,
  choosePicture,
  type EditorPictures,
  pictureLook,
  setPictures,
  settlePictures,
} from './picture-look'
import { theme } from './theme'
import { Toolbar, toolbarFacts } from './toolbar'

export interface TextEditorProps {
  id: string | undefined
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  required: boolean
  value: string
  onChange: (value: string) => void
  /** What was selected in the text area that it takes the place of; null where that had not the focus. */
  selected: { current: { from: number; to: number } | null }
  /** Those of the post. */
  pictures: EditorPictures
  /** The keys of those that will be there. */
  onFiles: (files: File[]) => string[]
  /** What can be done to the text from outside, while it is there. */
  hand: { current: TextHand | null }
}

export interface TextHand {
  /** Puts an upload where it is written; one that stands there is shown and chosen. */
  place: (key: string) => void
}

/** The text of a post with its look. What is in it is the Markdown that is kept, to the letter. */
export default function TextEditor(props: TextEditorProps) {
  const { id, value, selected, pictures, hand } = props
  const t = useTranslator()
  const formats = useFormats()
  const toast = useToast()
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const [facts, setFacts] = useState('')
  const wasFocused = useRef(false)
  /** What was told and is not shown again yet: what comes back late is no news. */
  const told = useRef<string[]>([])
  const attributes = useRef(new Compartment())
  const onChange = useEffectEvent(props.onChange)
  const onFiles = useEffectEvent(props.onFiles)
  const add = useEffectEvent((files: File[], at: number) => {
    const keys = onFiles(files)
    if (view.current !== null) awaitPictures(view.current, keys, at)
  })

  const sayLeft = useEffectEvent((count: number) =>
    toast({
      title: t('studio.paste.left', { count, shown: formats.count(count) }),
      body: t('studio.paste.add'),
    }),
  )

  /** Where writing goes on: at the end, where nobody has written yet. */
  const goesOnAt = ({ state: { doc, selection } }: EditorView) =>
    wasFocused.current ? selection.main.head : doc.length
  const place = useEffectEvent((there: EditorView, key: string) => {
    const mediaId = there.state.field(pictureLook).pictures.find((one) => one.key === key)?.mediaId
    if (mediaId && choosePicture(there, mediaId)) return
    awaitPictures(there, [key], goesOnAt(there))
    there.focus()
  })

  const begin = useEffectEvent((parent: HTMLElement) => {
    const { current: at } = selected
    const made = new EditorView({
      parent,
      state: EditorState.create({
        doc: value,
        selection: at ? clamped(at, value.length) : { anchor: 0 },
        extensions: [
          markdownLanguage,
          history(),
          keys,
          look,
          theme,
          pasting(
            (files, at) => add(files, at),
            (pictures) => sayLeft(pictures),
          ),
          EditorView.lineWrapping,
          EditorView.cspNonce.of(pageNonce()),
          // Beneath the bars at the upper and the lower edge of a phone nothing can be read.
          EditorView.scrollMargins.of(() => ({ top: 120, bottom: 96 })),
          attributes.current.of([]),
          EditorView.updateListener.of(({ view, state, docChanged, transactions }) => {
            // Where nobody has written yet, nothing is chosen.
            wasFocused.current ||= view.hasFocus
            if (wasFocused.current) setFacts(toolbarFacts(state))
            if (!docChanged || transactions.every((it) => it.annotation(Transaction.remote))) return
            const text = state.doc.toString()
            told.current.push(text)
            onChange(text)
          }),
        ],
      }),
    })
    if (at) made.focus()
    return made
  })

  useLayoutEffect(() => {
    if (host.current === null) return
    const made = begin(host.current)
    view.current = made
    hand.current = { place: (key) => place(made, key) }
    return () => {
      view.current = null
      hand.current = null
      made.destroy()
    }
  }, [hand])

  useLayoutEffect(() => {
    if (view.current === null) return
    view.current.dispatch({ effects: setPictures.of(pictures) })
    settlePictures(view.current)
  }, [pictures])

  function choose() {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.multiple = true
    input.addEventListener('change', () => {
      const { current: there } = view
      if (there === null) return
      const keys = props.onFiles([...(input.files ?? [])])
      awaitPictures(there, keys, goesOnAt(there))
      there.focus()
    })
    input.click()
  }

  useLayoutEffect(() => {
    view.current?.dispatch({
      effects: attributes.current.reconfigure(
        EditorView.contentAttributes.of({
          ...(id && { id, 'aria-labelledby': `${id}-label` }),
          ...(props['aria-describedby'] && { 'aria-describedby': props['aria-describedby'] }),
          ...(props['aria-invalid'] && { 'aria-invalid': 'true' }),
          'aria-required': String(props.required),
          // Words, not code.
          spellcheck: 'true',
          autocorrect: 'on',
          autocapitalize: 'sentences',
          writingsuggestions: 'true',
        }),
      ),
    })
  }, [id, props['aria-describedby'], props['aria-invalid'], props.required])

  /** Written elsewhere, or taken back: here it is no step that could be undone. */
  useLayoutEffect(() => {
    const there = view.current
    const seen = told.current.lastIndexOf(value)
    if (there === null) return
    if (seen >= 0) {
      told.current.splice(0, seen + 1)
      return
    }
    told.current = []
    const change = changeBetween(there.state.doc.toString(), there.state.toText(value).toString())
    if (change === null) return
    there.dispatch({
      changes: change,
      annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true)],
    })
  }, [value])

  useEffect(() => {
    const label = id && document.getElementById(`${id}-label`)
    if (!label) return
    const focus = () => view.current?.focus()
    label.addEventListener('click', focus)
    return () => label.removeEventListener('click', focus)
  }, [id])

  return (
    <>
      <div className="sticky top-14 z-10 rounded-t-md border-line border-b bg-surface md:top-0">
        <Toolbar view={() => view.current} facts={facts} controls={id} onPicture={choose} />
      </div>
      <div ref={host} />
    </>
  )
}

function clamped({ from, to }: { from: number; to: number }, length: number) {
  return { anchor: Math.min(from, length), head: Math.min(to, length) }
}
