import { cx } from './cx'

/** The shape of what is on its way. Give it size by class. */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden="true" className={cx('skeleton block', className)} />
}
