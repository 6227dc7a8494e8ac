import type { WireAnswer } from '../world.ts'
import { xmlElement } from './xml.ts'

/** A refusal as AWS words it. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

type Refusal = Pick<AwsError, 'code' | 'message' | 'status'>

/** EC2 words errors in a shape of its own; all others of the query protocol share one. */
export function awsErrorAnswer(service: string, action: string, { code, message, status }: Refusal): WireAnswer {
  const requestId = 'rehearsal'
  const body =
    service === 'ec2'
      ? xmlElement('Response', { Errors: [{ Code: code, Message: message }], RequestID: requestId }, 'Error')
      : xmlElement(
          'ErrorResponse',
          { Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message }, RequestId: requestId },
          'member',
        )
  return { status, headers: { 'content-type': 'text/xml' }, body, action }
}
