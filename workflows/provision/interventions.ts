import { ApplicationFailure, setHandler } from '@temporalio/workflow'
import type { CancellationScope } from '@temporalio/workflow'
import { RETRY_STEP, SKIP_STEP } from '../contract/operations.ts'
import type { Amendment, StepChoice } from '../contract/operations.ts'
import { needsOf } from '../contract/resource.ts'
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
import { parkedSteps, refusalFor } from '../converge/plan.ts'
import { amendProgress } from '../converge/progress.ts'
import { stageParked } from '../converge/run-stage.ts'
import { forwardChoice, parkedInChildren, takeParked } from './child-messages.ts'
import type { Run } from './run.ts'
import { inStage } from './stages.ts'

/** What a person, or a child, may say to a provisioning while it runs. Wrong choices are refused before any event. */
export function acceptInterventions(run: Run, work: CancellationScope): void {
  const parkedBelow = () => parkedInChildren(run.children).filter((step) => step.state === 'parked')
  const parked = () => [...parkedSteps(run.progress), ...parkedBelow()]
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
        for (const { key } of parked()) if (choice.step === '*' || choice.step === key) checkUnneeded(run, key)
      },
    },
  )
  setHandler(amend, (amendment) => takeAmendment(run, amendment))
  setHandler(abort, () => {
    if (run.ended) return `${run.operation.scope.environment} is ending already; nothing is left to abort`
    run.aborted = true
    run.phase = 'aborting'
    work.cancel()
    return `undoing what ${run.operation.scope.environment} got in this run`
  })
}

/** The steps of children are not all known here; what had not been there before the run may still wait for this one. */
function checkUnneeded({ operation, progress }: Run, key: Key): void {
  const others = operation.resources.filter((resource) => !(resource.key in progress.outputs))
  const refusal = refusalFor(key, others.filter((resource) => resource.stage !== 'environment' && needsOf(resource).includes(key)))
  if (refusal) throw ApplicationFailure.nonRetryable(refusal, 'InvalidInput')
}

async function takeAmendment(run: Run, amendment: Amendment | undefined): Promise<Key[]> {
  const { environment } = run.operation.scope
  // Whoever sends the update without an argument is told of it by the check of the input.
  const { fleet } = { ...amendment } as Amendment
  const input = { ...run.input, fleet, environment }
  const operation = await readOperation(input)
  if (JSON.stringify(operation.scope) !== JSON.stringify(run.operation.scope)) {
    const message = `an amendment may not move ${environment} to another fleet, region or account; abort and provision anew`
    throw ApplicationFailure.nonRetryable(message, 'InvalidInput')
  }
  if (run.ended) throw ApplicationFailure.nonRetryable(`${environment} is ending; provision anew`, 'InvalidInput')
  run.replaced.push(...run.operation.resources)
  run.operation = operation
  run.input = input
  amendProgress(run.progress, inStage(operation.resources, 'environment'))
  run.children.amendments += 1
  return operation.resources.map((resource) => resource.key)
}
