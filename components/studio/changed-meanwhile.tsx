import { Notice } from '@/components/ui/notice'

/** What was changed elsewhere while a form was open. Nothing of the form was saved, and nothing of it is lost. */
export function ChangedMeanwhile({ what, changes }: { what: string; changes: readonly string[] }) {
  return (
    <Notice tone="danger" title={`${what} changed elsewhere meanwhile`}>
      {changes.length > 0 && (
        <ul className="list-disc break-words pl-4">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
      <p className="mt-1">
        Nothing was saved yet. What you have changed is still here, everything else is as it is now: look it
        over and save again.
      </p>
    </Notice>
  )
}
