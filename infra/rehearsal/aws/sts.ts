import type { Actions } from './action.ts'

/** The account number that AWS's own examples use. */
export const ACCOUNT = '123456789012'

export const stsActions: Actions = {
  GetCallerIdentity: () => ({ Account: ACCOUNT, UserId: 'AIDAREHEARSAL', Arn: `arn:aws:iam::${ACCOUNT}:user/rehearsal` }),
}
