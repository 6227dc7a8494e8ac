import type { Moment } from '../support/killing-proxy.ts'

/**
 * Chooses moments of death, all distinct: one or two for each call that writes and one for each that reads, whose
 * phases are dealt in turn; of the calls every `nth`. No two reads in a row, or the look that begins a run takes all.
 */
export function choosePoints(nth: number): { readonly points: readonly string[]; chooses(moment: Moment): boolean } {
  const points: string[] = []
  const open = new Map<string, Moment['phase'][]>()
  let lastWrote = true
  return {
    points,
    chooses({ action, phase, writes }) {
      const left = open.get(action) ?? (open.size % nth === 0 ? dealt(open.size / nth, writes) : [])
      open.set(action, left)
      if (!left.includes(phase) || !(writes || lastWrote)) return false
      left.splice(left.indexOf(phase), 1)
      lastWrote = writes
      points.push(`${phase} ${action}`)
      return true
    },
  }
}

const writing = [['after'], ['before', 'after'], ['answered']] as const
const reading = [['after'], ['answered'], ['before']] as const

function dealt(turn: number, writes: boolean): Moment['phase'][] {
  const hands = writes ? writing : reading
  return [...(hands[turn % hands.length] ?? hands[0])]
}
