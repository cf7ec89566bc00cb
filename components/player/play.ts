/** Where the browser does not let it, or there is no file any more, its own controls show that it stands. */
export function play(player: HTMLMediaElement): void {
  player.play().catch(() => {})
}
