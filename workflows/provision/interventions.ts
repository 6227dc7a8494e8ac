import { ApplicationFailure, setHandler } from '@temporalio/workflow'
import type { CancellationScope } from '@temporalio/workflow'
import { RETRY_STEP, SKIP_STEP } from '../contract/operations.ts'
import type { Amendment, StepChoice } from '../contract/operations.ts'
import type { Key } from '../contract/resource.ts'
import { readOperation } from '../converge/acts.ts'
import {
  abort,
  amend,
  checkChoice,
  checkSkip,
  retryParked,
  retryStep,
  skipParked,
  skipStep,
} from '../converge/interventions.ts'
import { parkedSteps } from '../converge/plan.ts'
import { amendProgress } from '../converge/progress.ts'
import { stageParked } from '../converge/run-stage.ts'
import { forwardAmendment, forwardChoice, parkedInChildren, takeParked } from './children.ts'
import type { Run } from './run.ts'
import { inStage } from './stages.ts'

/** What a person, or a child, may say to a provisioning while it runs. Wrong choices are refused before any event. */
export function acceptInterventions(run: Run, work: CancellationScope): void {
  const parked = () => [...parkedSteps(run.progress), ...parkedInChildren(run.children)]
  setHandler(stageParked, (message) => {
    takeParked(run.children, message)
    run.progress.version += 1
  })
  setHandler(
    retryStep,
    async (choice) => [...retryParked(run.progress, choice), ...(await forwardChoice(run.children, RETRY_STEP, choice))],
    { validator: (choice: StepChoice) => checkChoice(parked(), choice) },
  )
  setHandler(
    skipStep,
    async (choice) => [...skipParked(run.progress, choice), ...(await forwardChoice(run.children, SKIP_STEP, choice))],
    {
      validator: (choice: StepChoice) => {
        checkChoice(parked(), choice)
        checkSkip(run.progress, choice)
      },
    },
  )
  setHandler(amend, (amendment) => takeAmendment(run, amendment))
  setHandler(abort, () => {
    run.aborted = true
    run.phase = 'aborting'
    work.cancel()
    return `undoing what ${run.operation.scope.environment} got in this run`
  })
}

async function takeAmendment(run: Run, { fleet }: Amendment): Promise<Key[]> {
  const { environment } = run.operation.scope
  const operation = await readOperation({ ...run.input, fleet, environment })
  if (JSON.stringify(operation.scope) !== JSON.stringify(run.operation.scope)) {
    const message = `an amendment may not move ${environment} to another fleet, region or account; abort and provision anew`
    throw ApplicationFailure.nonRetryable(message, 'InvalidInput')
  }
  run.operation = operation
  amendProgress(run.progress, inStage(operation.resources, 'environment'))
  await forwardAmendment(run.children, environment, operation.resources)
  return operation.resources.map((resource) => resource.key)
}
