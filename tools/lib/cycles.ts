export type Graph = ReadonlyMap<string, readonly string[]>

/** One closed path per knot of the graph, as in `['a.ts', 'b.ts', 'a.ts']`; empty when nothing reaches itself. */
export const cyclesIn = (graph: Graph): string[][] => {
  const cycles: string[][] = []
  const finished = new Set<string>()
  const path: string[] = []
  const visit = (node: string): void => {
    const start = path.indexOf(node)
    if (start >= 0) {
      cycles.push([...path.slice(start), node])
      return
    }
    if (finished.has(node)) return
    path.push(node)
    for (const next of graph.get(node) ?? []) visit(next)
    path.pop()
    finished.add(node)
  }
  for (const node of graph.keys()) visit(node)
  return cycles
}
