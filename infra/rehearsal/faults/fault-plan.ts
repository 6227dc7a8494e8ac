import { z } from 'zod'
import { namedPlans } from './named-plans.ts'

const faultKinds = [
  'throttle', 'serverError', 'lostAnswer', 'slow', 'accessDenied', 'quota', 'badCredentials',
] as const

/**
 * `actions` are patterns with `*` (`Create*`, `POST /v3/*`, `host.create`). A rule strikes by `probability`, on the
 * `first` n calls of each action, or on its `nth` call; `atMost` bounds how often it strikes in all.
 */
const rule = z.strictObject({
  actions: z.array(z.string().min(1)).min(1).default(['*']),
  fault: z.enum(faultKinds),
  probability: z.number().min(0).max(1).optional(),
  first: z.int().positive().optional(),
  nth: z.int().positive().optional(),
  atMost: z.int().positive().optional(),
}).refine(
  ({ probability, first, nth }) => [probability, first, nth].filter((when) => when !== undefined).length === 1,
  'say exactly one of probability, first and nth',
)

/** `instances` are counted in the order of their launch, from 1. */
const neverBoots = z.strictObject({
  instances: z.array(z.int().positive()),
  /** `pending`: never runs. `startUp`: runs, but its start-up script never ends. */
  stage: z.enum(['pending', 'startUp']).default('pending'),
  /** The cloud gives it up by itself after so long; without it, it stays until somebody terminates it. */
  endsAfterMs: z.int().positive().optional(),
})

const faultPlan = z.strictObject({
  rules: z.array(rule).default([]),
  neverBoots: neverBoots.default({ instances: [], stage: 'pending' }),
  /** No action is struck more often than this in a row, so that every run can end. */
  inARow: z.int().positive().default(3),
})

export type FaultKind = (typeof faultKinds)[number]
export type FaultRule = z.infer<typeof rule>
export type FaultPlan = z.infer<typeof faultPlan>
export type PlanName = keyof typeof namedPlans

/** A plan by its name, or checked whole; every mistake is in the message. */
export function parseFaultPlan(plan: unknown): FaultPlan {
  const parsed = faultPlan.safeParse(isPlanName(plan) ? namedPlans[plan] : plan)
  if (parsed.success) return parsed.data
  throw new TypeError(
    `the fault plan is wrong: ${z.prettifyError(parsed.error)}; ` +
      `correct it, or name one of ${Object.keys(namedPlans).join(', ')}`,
  )
}

const isPlanName = (plan: unknown): plan is PlanName => typeof plan === 'string' && Object.hasOwn(namedPlans, plan)
