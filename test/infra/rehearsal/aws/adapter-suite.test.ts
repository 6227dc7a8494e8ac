import { startWorld } from '../../../../infra/rehearsal/start-world.ts'
import { awsSuite } from '../../../contract/aws/aws-suite.ts'

awsSuite('the rehearsal world', () => startWorld({ speed: 600 }))
