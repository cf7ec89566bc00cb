import { createElement } from 'react'

/**
 * A sentence whose names `isolate` has set apart, each in an element of its own: none turns the words beside it. Another
 * sentence is another element, as a browser that translates the page puts its own nodes in the place of the words.
 */
export function Isolated({ text }: { text: string }) {
  const parts = text
    .split(/[\u2068\u2069]/)
    .map((part, place) => (place % 2 === 1 ? createElement('bdi', null, part) : part))
  // Each by itself, not as a list: the parts of a sentence have no names.
  return createElement('span', { key: text }, ...parts)
}
