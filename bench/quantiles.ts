export function quantileOf(values: readonly number[], quantile: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? Number.NaN
}

export function quantiles(values: readonly number[]): string {
  return `p50 ${quantileOf(values, 0.5).toFixed(1)} ms, p99 ${quantileOf(values, 0.99).toFixed(1)} ms`
}
