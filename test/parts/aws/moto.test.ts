import { describe, it } from '@jest/globals'
import { awsSuite } from '../../contract/aws/aws-suite.ts'
import { installMoto, startMoto } from './moto.ts'

const moto = await installMoto()

// moto lists a launch template with the tags of its creation, whatever is tagged later.
const CANNOT = ['makes a new version of a launch template']

if ('program' in moto) awsSuite('moto', () => startMoto(moto.program), CANNOT)
else describe('the AWS adapter against moto', () => it.skip(`cannot run here: ${moto.missing}`, () => {}))
