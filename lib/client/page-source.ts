/** What a page was rendered from stands in its source too, in scripts that have run. One is React's own, and says nothing. */
export function forgetSource(): void {
  for (const script of document.querySelectorAll('script:not([src], [data-early])')) script.remove()
}
