let turn = 0
let counting = false

/** A number for this turn of the event loop. Nothing runs in turns in which nobody asks. */
export function currentTurn(): number {
  if (!counting) {
    counting = true
    setImmediate(endTurn)
  }
  return turn
}

function endTurn(): void {
  counting = false
  turn += 1
}
