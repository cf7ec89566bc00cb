/**
 * Members by key. Most keys have one member, which stands there by itself: a `Set` of one would cost each connection
 * as much as all the rest that is known about it.
 */
export class Multimap<Member extends object> {
  readonly #groups = new Map<string, Member | Set<Member>>()

  add(key: string, member: Member): void {
    const group = this.#groups.get(key)
    if (group === undefined) this.#groups.set(key, member)
    else if (group instanceof Set) group.add(member)
    else if (group !== member) this.#groups.set(key, new Set([group, member]))
  }

  delete(key: string, member: Member): void {
    const group = this.#groups.get(key)
    if (group === member) this.#groups.delete(key)
    if (!(group instanceof Set)) return
    group.delete(member)
    if (group.size === 0) this.#groups.delete(key)
  }

  of(key: string): Iterable<Member> {
    const group = this.#groups.get(key)
    if (group === undefined) return []
    return group instanceof Set ? group : [group]
  }

  sizeOf(key: string): number {
    const group = this.#groups.get(key)
    if (group === undefined) return 0
    return group instanceof Set ? group.size : 1
  }

  keys(): Iterable<string> {
    return this.#groups.keys()
  }
}
