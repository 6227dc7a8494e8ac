import { defineQuery, setCurrentDetails, setHandler } from '@temporalio/workflow'
import type { Board, Step, StepState } from '../contract/board.ts'
import { BOARD_QUERY } from '../contract/operations.ts'
import type { Progress } from './progress.ts'

const boardQuery = defineQuery<Board>(BOARD_QUERY)

interface BoardSource {
  operation: string
  environment: string
  phase: () => string
  progress: () => Progress
  /** Workflow ids of children, and their parked steps. */
  children?: () => { ids: string[]; parked: Step[] }
}

/** Answers the query `board`, and keeps the same story in the workflow's current details for the Temporal UI. */
export function showBoard(source: BoardSource): { refresh(): void } {
  const board = (): Board => {
    const children = source.children?.() ?? { ids: [], parked: [] }
    return {
      operation: source.operation,
      environment: source.environment,
      phase: source.phase(),
      steps: [...source.progress().steps.values(), ...children.parked],
      children: children.ids,
    }
  }
  setHandler(boardQuery, board)
  const refresh = () => setCurrentDetails(renderDetails(board()))
  refresh()
  return { refresh }
}

/** Markdown: a count, then what needs a person, then the steps. */
function renderDetails(board: Board): string {
  const count = (state: StepState) => board.steps.filter((step) => step.state === state).length
  const parked = board.steps.filter((step) => step.state === 'parked' || step.state === 'undoFailed')
  return [
    `**${board.operation} ${board.environment}**: ${board.phase}; ${count('done')} of ${board.steps.length} done`,
    ...parked.map((step) => `- **${step.key}** ${step.reason?.code}: ${step.reason?.message}; ${step.reason?.wayOut}`),
    '',
    ...board.steps.map((step) => `- ${step.state} \`${step.key}\``),
    ...board.children.map((id) => `- child \`${id}\``),
  ].join('\n')
}
