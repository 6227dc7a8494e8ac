import { ApplicationFailure } from '@temporalio/common'
import { describe, expect, it } from '@jest/globals'
import { toFailure } from '../../../activities/aws/aws-failure.ts'

const asked = { action: 'ec2:RunInstances', key: 'aws.instance/rancher-1' }

describe('an error of AWS', () => {
  it.each<[name: string, status: number, type: string]>([
    ['RequestLimitExceeded', 503, 'Throttled'],
    ['ThrottlingException', 400, 'Throttled'],
    ['InternalError', 500, 'ServiceUnavailable'],
    ['DependencyViolation', 400, 'DependencyBusy'],
    ['InvalidSubnetID.NotFound', 400, 'DependencyBusy'],
    ['InvalidVpcID.NotFound', 400, 'DependencyBusy'],
  ])('%s is tried again as it is', (name, status, type) => {
    expect(failureOf(awsError(name, status))).toMatchObject({ type, nonRetryable: false })
  })

  it.each<[name: string, status: number, type: string]>([
    ['AuthFailure', 401, 'CredentialsRefused'],
    ['UnrecognizedClientException', 400, 'CredentialsRefused'],
    ['UnauthorizedOperation', 403, 'PermissionMissing'],
    ['VcpuLimitExceeded', 400, 'QuotaExceeded'],
    ['AddressLimitExceeded', 400, 'QuotaExceeded'],
    ['InsufficientInstanceCapacity', 500, 'CapacityMissing'],
    ['InvalidAMIID.Malformed', 400, 'UnknownReference'],
    ['InvalidKeyPair.NotFound', 400, 'UnknownReference'],
    ['InvalidGroup.Duplicate', 400, 'NotOurs'],
    ['AlreadyExistsFault', 400, 'NotOurs'],
    ['IdempotentParameterMismatch', 400, 'RequestRefused'],
    ['InvalidParameterValue', 400, 'RequestRefused'],
  ])('%s waits for a person, and says the way out', (name, status, type) => {
    const failure = failureOf(awsError(name, status))
    expect(failure).toMatchObject({ type, nonRetryable: true })
    expect(failure.message).toContain(asked.key)
    expect(failure.details).toEqual([{ wayOut: expect.stringMatching(/\w/) }])
  })

  it('names the IAM action that is missing and never shows the encoded message', () => {
    const failure = failureOf(awsError('UnauthorizedOperation', 403, 'Encoded authorization failure message: s3cr3t'))
    expect(JSON.stringify(failure.details)).toContain('ec2:RunInstances')
    expect(failure.message).not.toContain('s3cr3t')
    expect(failure.cause).toBeUndefined()
  })

  it.each([['ECONNRESET'], ['EPIPE']])('%s after the request was sent leaves it open whether it happened', (code) => {
    const failure = failureOf(Object.assign(new Error('socket hang up'), { code }))
    expect(failure.type).toBe('AnswerLost')
    expect(failure.nextRetryDelay).toBeGreaterThanOrEqual(1_000)
    expect(failure.nextRetryDelay).toBeLessThanOrEqual(3_000)
  })

  it('that no endpoint answers is the service being unavailable', () => {
    expect(failureOf(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })).type).toBe('ServiceUnavailable')
  })

  it('leaves a fault of this program as it is', () => {
    const fault = new TypeError('x is not a function')
    expect(toFailure(fault, asked)).toBe(fault)
  })
})

function awsError(name: string, httpStatusCode: number, message = 'as AWS says it'): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } })
}

function failureOf(error: Error): ApplicationFailure {
  const failure = toFailure(error, asked)
  if (failure instanceof ApplicationFailure) return failure
  throw new Error(`${error.name} became no failure of ours`)
}
