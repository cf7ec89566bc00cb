/** What a page notes of its reader before it is interactive: kept by the script of `EARLY`. */
interface Heard {
  /** The elements that were tapped, and what does it again. */
  heard: Map<HTMLElement, () => void>
  typed: Map<HTMLInputElement | HTMLTextAreaElement, string>
  /** From here on the page hears by itself. */
  stop(): void
}

declare global {
  interface Window {
    fonanaHeard?: Heard | undefined
  }
}

/** After that a form that leads somewhere by itself goes there: the scripts may never come. */
const PATIENCE_MS = 8_000

/**
 * The script itself, in the page before everything else. Taps on buttons and sendings of forms are held, and shown to be
 * heard; links and what the browser does by itself go on as they are.
 */
export const EARLY = `(() => {
const heard = new Map(), typed = new Map()
let over
const hold = (event, element, again) => {
  event.preventDefault()
  event.stopPropagation()
  heard.set(element, again)
  element.dataset.heard = ''
}
const hear = {
  click(event) {
    const button = event.target.closest('button')
    if (button?.type == 'button' && !button.popoverTargetElement) hold(event, button, () => button.click())
  },
  submit(event) {
    const { target: form, submitter } = event
    hold(event, submitter ?? form, () => form.requestSubmit(submitter))
    if (form.hasAttribute('action')) setTimeout(() => over || form.submit(), ${PATIENCE_MS})
  },
  input({ target }) { typed.set(target, target.value) },
}
for (const name in hear) addEventListener(name, hear[name], true)
window.fonanaHeard = { heard, typed, stop() {
  over = true
  for (const name in hear) removeEventListener(name, hear[name], true)
} }
})()`

/** Does once what was asked for before the page could, where the same element is still there. */
export function doWhatWasHeard(): void {
  const before = window.fonanaHeard
  if (before === undefined) return
  window.fonanaHeard = undefined
  before.stop()
  for (const [field, text] of before.typed) if (field.isConnected) typeAgain(field, text)
  // Until then React does not know what is in the fields, and has what it knows in them: a form would be sent empty.
  setTimeout(() => {
    for (const [element, again] of before.heard) {
      delete element.dataset.heard
      if (element.isConnected) again()
    }
  })
}

/** React took over the field with what it began with, and believes what changes only by an event. */
function typeAgain(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  if (!('value' in field) || (field.value === text && field.value === field.defaultValue)) return
  // React watches the field's own setter and skips an event that brings nothing new: it is told of an empty field, and
  // the text comes past it.
  field.value = ''
  Reflect.set(Object.getPrototypeOf(field), 'value', text, field)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
