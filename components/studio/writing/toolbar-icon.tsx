import { TOOLBAR_SHAPES } from './toolbar-shapes'

/** As `Icon`, with its shape in it. */
export function ToolbarIcon({ name }: { name: keyof typeof TOOLBAR_SHAPES }) {
  return (
    <svg
      width="24"
      height="24"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: our own drawings, from the repository
      dangerouslySetInnerHTML={{ __html: TOOLBAR_SHAPES[name] }}
    />
  )
}
