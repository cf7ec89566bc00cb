let isOn = false

/** Whether this page is looked at as a visitor sees it: then nobody is signed in on it, and it changes nothing. */
export const isVisitorView = (): boolean => isOn

/** For as long as the page is open. */
export function lookAsVisitor(): void {
  isOn = true
}
