import type { z } from 'zod'
import { refuse } from '../failures.ts'

/** What `schema` makes of an answer. The failure names the field and never its value, which may be a secret. */
export function parseAnswer<Answer>(value: unknown, schema: z.ZodType<Answer>, label: string): Answer {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.') || 'the body'
  throw refuse(
    'RequestRefused',
    `${label}: unexpected answer (${where}: ${issue?.code ?? 'unreadable'})`,
    'check that the address in the fleet file is this service\'s, and that its version is supported; then retry',
  )
}
